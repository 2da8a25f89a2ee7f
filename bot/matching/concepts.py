"""Kinds of things that messages in need of help speak of.

"My aunt is wheezing" and "his grandpa gasps" share no word, but both say: a relative,
breathing. One line is one kind, its name first; a phrase joins its words with `_`. Names of
drugs, tests and body parts need not be complete: they help, the examples decide. Nothing here
is ever shown.
"""

from __future__ import annotations

from bot.matching.stem import stem

_CONCEPTS = """
# who
relative: husband wife hubby spouse partner mom mum mommy mama momma mother dad daddy papa father
  stepmom stepdad parents parent brother bro sister sis sibling grandma grandpa grandmother
  grandfather granny nana gramps abuela abuelo uncle aunt auntie cousin niece nephew boyfriend
  girlfriend bf gf fiance fiancee ex mil fil mother_in_law father_in_law sister_in_law
  brother_in_law roommate roomie bestie best_friend friend buddy family loved_one
kid: son daughter child kid baby infant newborn toddler stepson stepdaughter twin grandson
  granddaughter teen teenager preemie year_old yr_old month_old week_old yo
stranger: man woman lady guy girl boy person someone somebody coworker neighbor neighbour boss
  manager classmate teacher driver customer stranger visitor everyone people
patient: patient pt pts client resident
clinician: doctor dr nurse provider physician np rn lpn pharmacist therapist dentist
pronoun: he she they him her them hes shes theyre
me: i im ive me my myself mine id ill
# what hurts
bodypart: arm leg foot feet hand finger thumb toe ankle knee hip shoulder elbow wrist neck back
  spine head scalp face eye ear nose jaw lip tongue throat mouth tooth teeth gum stomach belly
  tummy abdomen gut side rib breast nipple skin scar nail heel calf thigh groin butt bottom
  penis testicle vagina privates kidney liver lung gallbladder bladder prostate thyroid uterus
  tonsil sinus muscle tendon bone joint armpit forehead cheek chin incision stitches tattoo
  piercing eyelid eyeball shin pelvis tailbone
chest: chest heart heartbeat pulse cardiac palpitations heart_rate sternum pecho
symptom: pain painful hurt hurting ache aching achy sore soreness burning sting itch itchy rash
  bump bumps lump blister hives swollen swelling puffy red redness tender numb numbness tingling
  tingly cramp cramps cramping nausea nauseous nauseated vomit vomiting throwing_up threw_up puke
  puking diarrhea constipated constipation bloated dizzy dizziness lightheaded vertigo faint
  fatigue tired fever chills sweats sweating cough coughing sneezing congestion phlegm mucus
  snot headache migraine discharge pus oozing leaking odor smelly spot spotting bleeding bruise
  bruising peeing urine pee poop stool gas bloating heartburn reflux twitch twitching spasm
  dolor duele fiebre tos stiff stiffness weak weakness shaky shaking trembling hoarse wheeze
  thirsty insomnia snoring
  hot_flashes infected infection inflamed inflammation sprain sprained pulled strain scab
breath: breathe breath breathing breathes airway choke choking choked gasp gasping wheezing
  inhaler asthma oxygen suffocating windpipe respirations hyperventilating no_air get_air o2 spo2
  respirar respira respire
  atmet atmen
out: unconscious unresponsive collapsed collapse fainted fainting passed_out passes_out
  passing_out blacked_out knocked_out wake waking awake limp lifeless slumped responding
  respond responsive moving out_cold come_to floppy not_answering blackout conscious desmayo
  despierta
colour: blue purple gray grey pale white ashen clammy yellow
blood: blood bleed bleeding bled bloody gushing spurting hemorrhage hemorrhaging pouring soaked
  soaking tourniquet
stroke: stroke droop drooping droopy slurred slurring slur lopsided crooked gibberish garbled
  confused numb one_side thunderclap
fit: seizure seizures seizing convulsing convulsion convulsions epileptic foaming jerking
trauma: fell fall falling fallen crash crashed accident wreck hit struck crushed trapped pinned
  stabbed shot stab shoot gunshot cut sliced severed amputated broken broke fractured ran_over
  run_over bitten bit bite mauled attacked kicked punched beaten thrown impaled stuck ripped
violence: attack attacking attacker intruder robber shooter rape raped assault assaulted abuse
  abusive beating hitting threatening threatened threatens strangled choked gunman gun knife
  weapon machete armed breaking_in domestic stalking
fire: fire flame flames burning burned burnt smoke smoking explosion exploded boiling scalded
  scald grease flames electrocuted electrocution shocked lightning power_line wire outlet gas_leak
  carbon_monoxide
water: drown drowning drowned pool lake river bathtub underwater ocean hypothermia heatstroke
  heat_stroke frostbite hot_car
poison: poison poisoned poisoning bleach antifreeze ammonia cleaner detergent drano pesticide
  chemical chemicals mushrooms gasoline battery magnet swallowed swallow ingested drank inhaled
  laundry_pod tide_pod sanitizer venom snake rattlesnake spider scorpion fumes
overdose: overdose overdosed overdosing od oding ods narcan naloxone fentanyl heroin meth cocaine
  molly too_many too_much whole_bottle opioids needle nodding
allergy: allergy allergic anaphylaxis anaphylactic epipen epi epi_pen bee wasp hornet stung sting
  peanut peanuts shellfish shrimp benadryl hives throat_closing
sugar: sugar glucose insulin diabetic hypoglycemic glucagon hypo type_1 type_2 blood_sugar
birth: labor contractions contraction crowning water_broke umbilical placenta giving_birth
  gave_birth delivering preterm
pregnant: pregnant pregnancy preggo trimester miscarriage miscarrying breastfeeding nursing period
  ovulation fertility conceive iud birth_control ivf due_date morning_sickness hcg weeks_pregnant
condition: diabetes cancer tumor tumour flu covid strep uti std sti herpes chlamydia gonorrhea
  syphilis hiv aids hepatitis hep tb tuberculosis pneumonia bronchitis eczema psoriasis acne
  ringworm shingles scabies lice mono gout arthritis lupus ms copd emphysema hernia ulcer
  appendicitis gallstones anemia anemic hypertension cholesterol thyroid hypothyroid autism adhd
  add bipolar schizophrenia schizophrenic depression anxiety ptsd ocd dementia alzheimers
  parkinsons epilepsy epileptic menopause endometriosis pcos hemorrhoid hemorrhoids obesity
  cirrhosis sepsis septic concussion clot dvt hpv pinkeye pink_eye yeast_infection sinusitis
  ear_infection hysterectomy abortion vasectomy chemo dialysis rehab biopsy mastectomy colostomy
  wart warts stye mole afib chf preeclampsia melanoma hemophilia crohns std_panel addict
  addiction alcoholic relapsed
drug: tylenol acetaminophen ibuprofen advil motrin aspirin aleve naproxen prednisone steroid
  amoxicillin penicillin antibiotic antibiotics keflex augmentin zpack doxycycline cipro metformin
  lisinopril losartan amlodipine metoprolol atenolol ozempic wegovy mounjaro semaglutide adderall
  ritalin vyvanse xanax ativan klonopin valium zoloft lexapro prozac sertraline effexor wellbutrin
  cymbalta trazodone ambien lithium seroquel abilify benadryl zyrtec claritin allegra mucinex
  sudafed nyquil dayquil melatonin inhaler albuterol painkiller painkillers opioid oxycodone oxy
  percocet vicodin norco hydrocodone tramadol gabapentin statin lipitor warfarin coumadin eliquis
  plavix antidepressant antidepressants medicine medication medications meds pill pills capsule
  tablet tablets dose doses dosage mg ml supplement vitamin vitamins iron cream ointment neosporin
  monistat peroxide accutane retinol botox humira methadone suboxone viagra plan_b prozac
  levothyroxine synthroid omeprazole nexium tums pepto miralax laxative flonase antihistamine
  magnesium ashwagandha creatine weed marijuana edible cbd nicotine otc over_the_counter remedy
  painkiller sleeping_pills water_pill blood_thinner blood_thinners refill prescription rx
lab: a1c hba1c wbc rbc hemoglobin hematocrit platelets creatinine egfr gfr bun tsh t3 t4 ldl hdl
  triglycerides ferritin potassium sodium calcium magnesium psa ana esr crp bilirubin alt ast
  ketones inr hcg titer ppd bmi bp blood_pressure systolic pulse_ox ekg ecg mri ct xray x_ray
  ultrasound dexa mammogram pap colonoscopy biopsy bloodwork blood_work labs lab cbc cmp lipid
  panel results result nodule
worry: worried worry worrying normal abnormal serious dangerous bad safe unsafe okay ok concerned
  scared panic harmless contagious risky
high: high low elevated borderline positive negative came_back reading
care: er urgent_care hospital doctor appointment diagnose diagnosis diagnosed treat treatment cure
  heal surgery get_checked be_seen
# despair
die: die died dying dies dead death suicide suicidal sucidal unalive kms kill killing kys morir
  morirme sterben mourir morrer suicidarme overdose hang hanging matar
live: live living alive life exist existing existence survive wake_up be_here be_around go_on
  keep_going world earth future vivir leben vivre viver
selfharm: self_harm selfharm self_harming cutting cuts razor blade scars harm harming hurting
  starve starving purge burn_myself cut_myself hurt_myself
means: pills rope gun bridge roof knife noose ledge overpass razor cliff
  trigger bullets pistol rifle
farewell: goodbye goodbyes farewell my_note a_note wrote_note last_message final_message funeral
  buried coffin grave giving_away gave_away forgive_me afterlife heaven
ending: end_it end_my end_everything end_things ending_things ending_it ending_everything end_myself
  disappear disappearing vanish permanently forever for_good better_off without_me be_gone was_gone
  were_gone im_gone burden on_purpose not_safe unsafe trust_myself will_to hurt_myself to_myself
  no_reason no_point want_out done_with check_out not_wake have_plan
hopeless: hopeless worthless pointless useless empty alone lonely nothing nobody no_one failure hate
  broken helpless point meaning purpose misery give_up giving_up end rock_bottom tired_of sick_of
  gone relief peace peaceful miserable crying cry
# now
now: now right_now rn just suddenly sudden all_of_a_sudden currently ago minutes minute seconds
  tonight immediately happening already still
urgent: help 911 ambulance emergency hurry quick asap sos please cpr aed paramedics ems call_911
  first_aid ambulancia ayuda aidez hilfe
# patients' data
record: chart charts record records screenshot pic picture photo image attached attaching upload
  uploading posting pasting pasted portal mychart fax faxed note soap progress referral voicemail
  transcribe summarize schedule list wristband intake slip report letter callback recall
identity: dob birthdate birthday date_of_birth mrn ssn social_security member_id policy subscriber
  account acct medicaid medicare bcbs aetna cigna humana uhc insurance address phone_number lives
  born initials last_name patient_id
gossip: lol omg guess saw famous celebrity tiktoker youtuber actor singer mayor pastor coach
  principal looked_up snooped told roomed came_in
# the job
job: ma mas cma ccma rma ncma cmaa cmac aama nha amt ncct amca medical_assistant
  medical_assistants medical_assisting externship extern practicum internship
career: hired hiring hire interview resume employer salary pay paid wage hourly career profession
  role
  duties duty scope supervise supervisor trained training trainee protocol policy license licensed
  certified certification cert certificate credential renew recertify exam test_day program tuition
  degree diploma instructor student graduate semester ged hipaa phi osha delegate standing_order
  externship internship promotion raise course classes interviewer recruiter
work: job jobs work working shift clinic office employee coworkers workplace legal state law study
  studying school class online boss manager
rules_of_work: allowed supposed can_mas should_mas do_mas legally in_scope out_of_scope
# talk
bot: bot ai chatgpt gpt robot computer machine assistant llm human
prompt: prompt instructions instruction rules rule guidelines system developer admin administrator
  sudo root debug jailbreak dan unrestricted unfiltered filter filters restrictions override bypass
  ignore disregard forget token password key secret secrets hidden config database source_code
  pretend roleplay act_as persona character mode obey execute command base64 decode json reveal
  print output dump leak export delete ban kick mute role moderator server everyone script shell
greeting: hi hello hey hiya howdy yo greetings morning evening afternoon night goodnight bye cya
  welcome
thanks: thanks thank thx ty tysm appreciate appreciated grateful
laugh: lol lmao haha hehe rofl lmfao
pet: dog cat puppy kitten hamster rabbit bird fish vet pet horse lizard snake turtle
thing: car phone laptop computer game movie song music recipe weather football team player tax taxes
  mortgage rent bitcoin stocks python code math homework wifi printer garden plants flight hotel
  battery screen engine kitchen episode season album lyrics xbox playstation
"""


def _read() -> tuple[dict[str, tuple[str, ...]], dict[tuple[str, ...], str]]:
    words: dict[str, tuple[str, ...]] = {}
    phrases: dict[tuple[str, ...], str] = {}
    name = ""
    for line in _CONCEPTS.splitlines():
        if line.startswith("#"):
            continue
        head, colon, rest = line.partition(":")
        if colon:
            name, line = head, rest
        for member in line.split():
            parts = tuple(stem(word) for word in member.split("_"))
            if len(parts) > 1:
                phrases[parts] = name
            elif name not in words.get(parts[0], ()):
                words[parts[0]] = (*words.get(parts[0], ()), name)
    return words, phrases


OF_WORD, OF_PHRASE = _read()
"""Stem -> concepts; stems of a phrase -> concept."""
LONGEST_PHRASE = max(map(len, OF_PHRASE))
