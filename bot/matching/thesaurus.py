"""Everyday English words that mean nearly the same, or are things of one kind.

Groups are parted by lines and bars, and named by their first word. A word may stand in
several groups. A group is weaker evidence than the word itself: it is what lets a question
meet a phrasing that shares no word with it. The idea is Sparck Jones's ("Synonymy and Semantic
Classification", 1964); the lines were written by hand and hold no data set's or program's
work. Words of the field belong into `knowledge/words.yaml`, not here.
"""

from __future__ import annotations

from bot.matching.stem import stem

_GROUPS = """
# asking and telling
what which whats | how way method manner process procedure steps instructions
who whom whose person people somebody someone anybody anyone everybody everyone
when time date day soon moment | where place location located spot site address anywhere somewhere
why reason because cause purpose explain
tell say inform let_know mention state give share report notify advise describe speak talk
ask question inquire request query wonder | know aware understand learn_about familiar realize
show display list view see present pull_up bring_up look_at read
explain describe define clarify elaborate meaning mean definition stand_for
repeat again once_more rephrase redo restate | answer reply respond response
talk chat conversation converse discuss speak | call phone ring dial telephone contact reach
message text email mail send letter note | help assist assistance support aid guide guidance
please kindly thanks thank appreciate grateful
advice suggestion recommendation tip suggest recommend advise idea propose
yes yeah yep yup sure okay ok correct right true affirmative absolutely definitely agreed indeed
no nope nah never not negative wrong false incorrect
maybe perhaps possibly unsure uncertain doubt might probably either
hello hi hey greetings howdy hiya morning afternoon evening sup
goodbye bye farewell later leave leaving see_you cya goodnight | name named called known nickname
word term phrase expression language
translate translation say_in speak spanish french german italian chinese japanese russian
# wanting, being able, having to
want wish would_like like desire need hope looking_for prefer
need require must have_to necessary mandatory required requirement obligated compulsory essential
can able may allowed could possible capable permitted legal legally permission
should ought advisable better supposed recommended worth
allow permit let enable accept approve authorize
forbid ban prohibit illegal disallow against_the_law | try attempt effort
choose pick select decide option choice prefer decision
# doing and changing
do make perform carry_out execute complete
start begin launch open initiate activate commence turn_on switch_on get_started enter
stop end quit finish cease cancel halt terminate turn_off switch_off discontinue
cancel revoke undo drop void withdraw call_off forget
change modify alter edit update adjust switch convert swap revise set_to replace rename
add include put insert append attach place
remove delete erase clear take_off get_rid eliminate cross_off strike
set arrange establish configure make create
create make build generate compose write invent develop design form
get obtain receive acquire earn gain grab fetch | give provide offer supply hand deliver
take bring carry grab get | keep hold retain maintain stay remain continue
use utilize employ apply work_with | find search look_for locate look_up discover lookup
check verify confirm look_at inspect review see make_sure
fix repair mend service maintenance tune_up correct solve
break damage broken damaged crack ruin destroy cracked bent scratched
lose lost missing misplaced gone stolen stole theft disappeared cannot_find
forget forgot remember recall remind reminder | open unlock unfreeze unblock
close shut lock freeze block frozen blocked hold locked | reset restart reboot restore factory
connect link pair sync link_up | save store keep record | send transfer move wire forward shift
wait hold pause delay
increase raise more up higher bigger boost improve extend expand upgrade grow
decrease lower reduce less down smaller cut shrink minimize decline drop
improve better enhance boost raise help strengthen | spell spelling letters
play listen hear song music track tune album artist band playlist singer
watch movie film show video television tv | turn rotate flip switch | record tape log track
follow obey comply
# amount, comparison, quality
many number count amount quantity total much several
number figure digit one two three four five six seven eight nine ten twenty hundred thousand
big large huge great giant massive enormous | small little tiny short mini minor
good great nice excellent fine well best awesome amazing wonderful
bad poor terrible awful worst horrible wrong
fast quick rapid speedy quickly soon hurry immediately asap right_away
slow slowly late delay delayed | new recent latest fresh modern brand_new current
old age aged elderly ancient former past birthday born | hard difficult tough challenging tricky
easy simple straightforward beginner
safe safety secure danger dangerous risk risky hazard warning alert harmful
important essential key vital critical
different difference differ distinction versus vs compare comparison distinguish contrast
same similar alike equal equivalent identical | compare better_than difference versus
enough sufficient adequate | all every each whole entire everything total
more another extra additional further other else | only just solely merely
often frequency frequently regularly usually times
usually typically normally average generally common typical
real really actual actually true genuine human
fake joke scam fraud fraudulent legit unauthorized suspicious | best top favorite greatest finest
popular famous trending | happy glad pleased enjoy love like fun joy
sad upset unhappy depressed cry | angry mad annoyed frustrated furious
scared afraid worried nervous anxious fear anxiety worry stressed stress
tired exhausted burnout sleepy overwhelmed | funny joke humor laugh hilarious amusing comedy
strange weird odd unusual | smart intelligent clever | beautiful pretty lovely attractive
hot warm heat temperature | cold cool chilly freezing | full empty fill
# time
now currently today present at_the_moment right_now | today tonight tomorrow yesterday
soon shortly upcoming next future | before earlier previous prior past ago last
after later following afterwards next | last previous latest recent past final
date day month year week calendar
month january february march april may june july august september october november december
weekday monday tuesday wednesday thursday friday saturday sunday weekend
time clock hour minute second oclock timezone | duration long take length period until
schedule calendar agenda appointment meeting event plan itinerary
appointment reservation booking book reserve schedule table | meeting conference room gathering
event party celebration wedding birthday concert festival
holiday vacation break time_off day_off pto leave trip | remind reminder alarm alert notification
alarm wake timer | deadline due expire expiration expiry overdue
expire expired expiration valid good_until run_out lapse lapsed
renew renewal recertify recertification reinstate extend
arrive arrival come reach get_here show_up | leave depart departure go | late delay delayed behind
# money
money cash funds dollars bucks currency usd
cost price fee charge expense rate expensive cheap how_much amount pay | expensive costly pricey
cheap affordable inexpensive low_cost budget free | free no_cost complimentary scholarship
pay payment paid settle
pay salary wage wages income earn earnings paycheck compensation make rate
payday paycheck paid direct_deposit | buy purchase order shop get acquire | sell sale
spend spending expense expenditure purchases bought transaction | bill invoice utility statement
bank account checking savings | balance remaining left available | deposit put transfer
withdraw withdrawal atm cash_out | loan borrow debt mortgage lend credit aid
credit card visa mastercard debit | card debit credit | limit maximum max cap
minimum least lowest | interest apr rate percent percentage | tax taxes irs w2
insurance coverage policy benefits plan | benefits perks insurance
refund reimburse money_back return | reward rewards points bonus cashback
exchange conversion convert rate currency | dollar euro pound yen peso rupee franc usd
invest investment stock retirement 401k | save savings discount | tip gratuity
fraud scam theft stolen unauthorized
reject rejected decline declined denied refused turned_down not_accepted
pin password passcode code login | check checks checkbook | routing number account
# work and learning
job work position career employment occupation role profession gig opening
work job office shift workplace | boss manager supervisor employer owner
coworker colleague team staff | hire employ recruit hiring hired land
fire fired laid_off terminate dismissed let_go | quit resign leave
apply application applying applicant submit | interview resume cv cover_letter
experience background history years practice | skill ability talent competency
school college university program course class training education academy institute
student learn study train learning | study prepare prep review cram practice
learn teach train instruct study | teacher instructor professor
degree diploma associate bachelor ged | test exam examination quiz assessment certification_exam
pass passed passing succeed score | fail failed failing flunk flunked retake
score grade result results mark
certification certificate credential certified certify license licensure registration
license licence permit registered licensed | graduate graduation finish complete graduated
online remote virtual internet distance
qualify eligible eligibility requirement qualified prerequisite
promote promotion advance advancement raise move_up | schedule hours shift full_time part_time
duty duties responsibility task tasks responsibilities
law rule regulation legal legislation statute rules policy
document paperwork form proof record transcript | move relocate transfer
background_check criminal felony record conviction misdemeanor
# health and body
doctor physician provider md | nurse nursing rn lpn cna | hospital clinic practice office facility
patient client | medicine medication drug pill prescription meds
shot injection vaccine vaccination immunization inject needle | blood draw phlebotomy venipuncture
sick ill illness disease unwell | hurt pain injury ache injured | health medical healthcare
heart cardiac ecg ekg | calories nutrition fat protein carbs sugar nutritional healthy
exercise fitness workout
# food and home
food meal dish cuisine eat dinner lunch breakfast supper snack
restaurant diner cafe eatery place_to_eat | cook bake prepare fry grill roast boil oven make
recipe cook make ingredients instructions | ingredient ingredients contain made_of
substitute replace swap instead alternative in_place_of
cuisine italian mexican chinese thai indian japanese french
meat chicken beef pork fish turkey steak bacon sausage ham salmon
fruit apple banana orange strawberry berries lemon
vegetable carrot potato onion tomato lettuce broccoli
bread pasta rice noodles pizza sandwich burger hamburger taco
dairy milk cheese butter cream yogurt eggs egg
dessert cake cookie pie ice_cream chocolate brownies
drink beverage water coffee tea juice soda wine beer | spoil bad rotten expire last stale
shopping groceries grocery store supermarket | list todo to_do tasks chores
chore laundry clean dishes vacuum sweep mop dust wash | house home apartment residence
light lamp lights bulb | device phone smartphone computer laptop tablet
volume loud louder quiet sound | lost misplaced where_is
pet dog cat animal puppy kitten companion
family mom dad mother father brother sister parent kids son daughter wife husband children
friend buddy pal | color colour red blue green yellow black white
# travel and places
travel trip journey vacation visit go fly tour | flight plane airline fly airplane airport
hotel motel room suite inn lodging accommodation stay airbnb hostel
car vehicle auto automobile truck | drive driving ride | rent rental lease hire
taxi uber lyft cab ride | bus train subway transit | tire tires wheel flat pressure
gas fuel gasoline petrol octane mileage mpg | oil lubricant
road traffic highway route street congestion freeway
direction directions route navigate get_to way | distance far away miles kilometers long
near nearby close closest nearest around local | map gps location
luggage baggage bag suitcase carry_on | passport visa travel_document
city town new_york chicago los_angeles boston dallas miami seattle houston denver atlanta orlando
country usa america mexico canada france italy china japan germany spain england russia brazil india
country nation abroad overseas international foreign | vaccine shots immunizations travel
weather forecast temperature rain snow sunny cloudy humidity storm
person tom john mike sarah mary bob jim david james jane joe sam steve dave matt
measure measurement convert inches feet cups ounces pounds grams liters meters teaspoons tablespoons
math calculate add subtract multiply divide sum square_root
# talking to a program
bot robot machine computer ai program artificial human | you yourself your
hobby hobbies fun spare_time interest | capable able can_do abilities
made created built designed maker creator developer | live reside located home from
company business organization firm agency employer | problem issue trouble error wrong
status progress update state | order package delivery shipment shipping ship
deliver arrive ship mail | story fact trivia interesting | game play dice coin
flip toss heads tails | random guess pick | accent voice sound | speed fast slow rate
user account profile
"""


def _lines() -> list[list[str]]:
    """The groups, each as its members."""
    lines = (line for line in _GROUPS.splitlines() if line and not line.startswith("#"))
    return [group.split() for line in lines for group in line.split("|")]


def _groups() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Stemmed phrase -> names of its groups."""
    table: dict[tuple[str, ...], dict[str, None]] = {}
    for number, members in enumerate(_lines()):
        for member in members:
            words = tuple(stem(word) for word in member.split("_"))
            table.setdefault(words, {})[f"{members[0]}.{number}"] = None
    return {words: tuple(names) for words, names in table.items()}


GROUPS_OF = _groups()
MAX_PHRASE = max(len(words) for words in GROUPS_OF)
PHRASE_STARTS = frozenset(words[0] for words in GROUPS_OF if len(words) > 1)
WORDS = tuple(dict.fromkeys(w for members in _lines() for m in members for w in m.split("_")))
"""Every word of the groups as written, each once."""
