"""Given names and family names that are frequent in the US, to recognise people in a message.

Written from general knowledge, not taken from any list. Nothing here is ever shown.
"""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The whitespace-separated words of `text`."""
    return frozenset(text.split())


GIVEN = word_set(
    """aaliyah aaron abby abdul abigail abraham adam adrian adriana agnes ahmed aidan aiden aisha
    alan albert alejandra alejandro alex alexa alexander alexandra alexis alfred alfredo ali
    alice alicia alisha alison allan allen allison alma alvin alyssa amanda amber amelia amir
    amos amy ana anastasia andre andrea andrew andy angel angela angelica angelina angie anita
    ann anna anne annette annie anthony antoine antonio archie ariana ariel arlene armando
    arnold arthur arturo asher ashlee ashley audrey aubrey austin ava bailey barb barbara barry
    beatrice beatriz becky belinda bella ben benita benjamin bennie bernadette bernard bernice
    bert bertha bessie beth bethany betsy betty beverly bill billy blake blanca bob bobby bonnie
    boris brad bradley brandi brandon brandy breanna brenda brendan brent brett brian brianna
    bridget britney brittany brooke bruce bryan bryce byron caitlin caleb calvin camila cameron
    camille candace carl carla carlos carlton carmen carol carole caroline carolyn carrie casey
    cassandra cassie catherine cathy cecil cecilia cedric celeste celia cesar chad chandra
    charlene charles charlie charlotte chelsea cheryl chester chloe chris christian christina
    christine christopher cindy claire clara clarence clarissa claude claudia clayton cliff
    clifford clint clyde cody colette colin colleen connie connor conrad consuelo corey cory
    courtney craig cristian cristina crystal curtis cynthia daisy damian damon dan dana dani
    daniel daniela danielle danny daphne darius darlene darnell darrell darren darryl dave david
    deandre deanna deb debbie deborah debra delia della delores denise dennis derek derrick
    desiree destiny devante devin devon diana diane diego dimitri dolores dominic dominique don
    donald donna donnie donovan dora doreen doris dorothy doug douglas doyle duane dustin dwayne
    dwight dylan earl ebony ed eddie edgar edith edna eduardo edward edwin eileen elaine eleanor
    elena eli elias elijah elisa elise eliza elizabeth ella ellen ellie elmer eloise elsa elsie
    elvis emanuel emilio emily emma enrique eric erica erick erik erika erin ernest ernesto
    ernie esmeralda esperanza estelle esteban esther ethan ethel eugene eva evan evelyn ezra
    fatima felicia felipe felix fernanda fernando fiona flora florence floyd frances francesca
    francine francis francisco frank frankie franklin fred freda freddie frederick gabriel
    gabriela gabrielle gail garrett gary gavin gene genevieve geoffrey george gerald geraldine
    gerardo gertrude gilbert gina giovanni gladys glen glenda glenn gloria gordon greg gregory
    greta gretchen guadalupe guillermo gustavo gwen hannah harold harriet harry harvey hassan
    hazel heather hector heidi helen helena henrietta henry herbert herman hilda holly horace
    howard hugh hugo hunter ian ibrahim ida ignacio imani imran ines ingrid irene iris irma
    irving isaac isabel isabella isaiah ismael ivan ivy jack jackie jacob jacqueline jade jaime
    jake jamal james jamie jan jane janet janice janine jared jasmin jasmine jason javier jay
    jaylen jayden jean jeanette jeanne jeff jeffrey jen jenna jennie jennifer jenny jerald
    jeremiah jeremy jermaine jerome jerry jesse jessica jessie jesus jill jillian jim jimmy jo
    joan joann joanna joanne joaquin jocelyn jody joe joel joey johanna john johnny jolene jon
    jonah jonathan jordan jorge jose josefina joseph josephine josh joshua josie joyce juan
    juana juanita judith judy julia julian juliana julie juliet julio julius justin kaitlyn kara
    karen kari karina karl karla kate katelyn katherine kathleen kathryn kathy katie katrina kay
    kayla keisha keith kelly kelsey ken kendra kenneth kenny kent kevin khadija khalid kim
    kimberly kirk kofi krista kristen kristin kristina kristine kristy kurt kyle lamar lance
    larry latasha latisha latoya laura lauren laurie laverne lawrence leah leann lee leena leila
    leland lena leo leon leona leonard leonardo leroy leslie lester leticia levi lewis liam lila
    lilian lillian lily linda lindsay lindsey linh lionel lisa liz liza lloyd lois lola lonnie
    lora lorena lorenzo loretta lori lorraine lou louis louise lourdes lucas lucia lucille lucy
    luis luisa luke lupe luther lydia lyle lynda lynn lynne mabel mack mackenzie madeline
    madison mae magdalena mai malcolm malik mandy manny manuel marc marcel marcela marcia marco
    marcos marcus margaret margarita margie maria mariah marian mariana marie marilyn mario
    marion marisa marisol marjorie marlene marlon marsha marshall martha martin martina marty
    marvin mary mason mathew matt matthew maureen maurice maximo maxine meera megan mehmet mei
    melanie melinda melissa melvin mercedes meredith mia micah michael michaela michele michelle
    miguel mike mildred miles milton mindy minh minnie miranda miriam misty mitch mitchell
    mohamed mohammed moises molly mona monica monique morgan moses muhammad muriel myra myrtle
    nadia nadine nancy naomi natalia natalie natasha nate nathan nathaniel neal neil nelson
    nestor nia nicholas nichole nick nicole nikki nina noah noel noelle nora norma norman
    octavia olga olive oliver olivia omar opal ophelia orlando oscar otis otto owen pablo pam
    pamela patrice patricia patrick patsy patti patty paul paula pauline pedro peggy penelope
    penny percy perry pete peter phil philip phillip phoebe phyllis polly preston priscilla
    priya quentin quincy rachel rafael ralph ramiro ramon ramona randall randy raquel rashad
    raul ray raymond rebecca reggie regina reginald rene renee rhonda ricardo richard rick ricky
    riley rita robbie robert roberta roberto robin rochelle rodney rodolfo rogelio roger roland
    ron ronald ronnie rory rosa rosalie rosario rosemary rosie ross roxanne roy ruben ruby rudy
    rufus russell ruth ryan sabrina sadie sally salvador sam samantha samir samuel sandra sandy
    sanjay santiago sara sarah sasha saul savannah scott sean sebastian selena serena sergio
    seth shane shania shanice shannon sharon shaun shauna shawn sheila shelby sheldon shelley
    shelly sheri sherman sherri sherry shirley sidney silvia simon sofia sonia sonya sophia
    sophie spencer stacey stacy stan stanley stella stephanie stephen steve steven stewart
    stuart suzanne suzie svetlana sylvia tabitha tamara tamika tammy tanisha tanya tara tasha
    tatiana taylor ted terence teresa teri terrance terrell terri terrence terry tess tessa
    thelma theodore theresa thomas tiffany tim timothy tina toby todd tom tomas tommy toni tony
    tonya tracey traci tracy travis trent trevor tricia trina tristan troy tyler tyrese tyrone
    ursula valerie vanessa vera vernon veronica vicki vickie vicky victor victoria vijay vince
    vincent viola violet vivian vladimir wade wallace walter wanda warren wayne wendell wendy
    wesley whitney wilbur wilfred willard william willie wilma winifred winston wyatt xavier
    ximena yasmin yesenia yolanda yusuf yvette yvonne zachary zach zane zoe zoey"""
)
"""Given names that are no everyday word."""

AMBIGUOUS = word_set(
    """art april august autumn bo bree chase chance cole dale dawn dean drew faith frost gale grace
    grant guy harmony heath hope jade jewel joy june kit lane mark may melody miles norm olive
    patience pat pearl penny ray reed rich river rob robin rocky rose rusty sal sky stone sue
    summer sunny trinity violet ward will woody max angel austin bill brandy carol chad crystal
    daisy destiny dolly don earl frank gene ginger hazel heather holly hunter iris ivy jack jay
    jean jerry jesus jordan kent lance lee mack madison major mercedes orlando paris phoenix
    preston roman ruby sandy savannah sherry sierra skip stew tiffany victoria virginia carolina
    dakota georgia brooklyn houston jackson kelly kim charlotte aurora troy lou see an so my ed
    van"""
)
"""Words that are names only in company: with a family name, or a title, after or before them."""

FAMILY = word_set(
    """adams aguilar ali allen alvarado alvarez anderson andrews armstrong arnold bailey baker
    barnes becker bell bennett berry bishop black boyd bradley brooks brown bryant burke burns
    butler campbell carlson carpenter carr carroll carter castillo castro chan chang chapman
    chavez chen cho chung clark cohen cole coleman collins contreras cooper cox cruz cunningham
    daniels davis delgado diaz dixon dominguez duncan dunn edwards elliott ellis espinoza
    estrada evans ferguson fernandez figueroa fisher fleming flores ford foster fowler fox
    franklin freeman garcia gardner garza gibson gomez gonzales gonzalez gordon graham gray
    green greene griffin guerrero gupta gutierrez guzman hall hamilton hansen harper harris
    harrison hart harvey hawkins hayes henderson henry hernandez herrera hicks hill hoffman
    holland holmes howard huang hudson huffman hughes hunt hunter huynh ibarra jackson jacobs
    james jenkins jensen jimenez johnson johnston jones jordan juarez kaur kelley kelly kennedy
    khan kim king klein knight kowalski kumar lam larson lawrence lawson le lee leon lewis lin
    liu long lopez lynch maldonado marquez marshall martin martinez mason matthews mcdonald
    medina mejia mendez mendoza meyer miller mills mitchell molina montgomery moore morales
    moreno morgan morris morrison munoz murphy murray myers navarro nelson newman ngo nguyen
    nichols obrien ochoa olson ortega ortiz owens pacheco padilla palmer park parker patel
    patterson payne pena perez perkins perry peters peterson pham phillips pierce porter powell
    price ramirez ramos reed reid reyes reynolds rice richards richardson riley rios rivera
    robbins roberts robertson robinson rodriguez rogers rojas romero rosales rose ross ruiz
    russell ryan salazar salinas sanchez sanders sandoval santiago santos schmidt schneider
    schultz scott serrano shah shaw silva simmons simpson sims singh smith snyder solis soto
    spencer stephens stevens stewart stone suarez sullivan tanner taylor thomas thompson torres
    tran trujillo tucker turner valdez valencia vargas vasquez vega velasquez villanueva wagner
    walker wallace walsh wang ward warren washington watkins watson weaver webb weber welch
    wells west wheeler white williams williamson willis wilson wong wood woods wright wu yang
    young yu zhang zimmerman"""
)

NOT_NAMES = word_set(
    """a about above after all also always am an and any anybody anyone are aren arent as ask at
    aunt back be because been before being bp but by call called came can cant chart client code
    come could customer dad daughter day days did do does doesnt doing done dont down dx each
    even ever every everyone everybody exam fake few finally for friday from get gets getting
    girl give go goes going good got great guess guy had happy has hasnt have having he heads
    hello help her here heres hey hi him his history hola how however hx i id if ill im in
    instead into is isnt it its ive just know last lady let lets like lol look lot ma made make
    man many mas maybe me medical miss mom monday more most my name named need never new next
    nice no not note now of off oh ok okay old omg on once one only or our out over patient
    patients people per please pls pt pts put question quick read really right rn said same
    saturday saw says see she should shows since so some somebody someone something sorry still
    such sunday take taking tell than thank thanks that the their them then there these they
    think this those though thursday to today tomorrow too took tuesday turned until up us used
    using verify very visit want wants was wasnt we wednesday week well went were what when
    where which while who whos why will with without woke woman wont work works would wrong yes
    yesterday yet you your yours allergies allergic anxiety appointment asthma attach blood
    botox cancer copd covid diabetes diagnosis dob doc doctor ekg flu gout hepatitis hiv
    insurance labs lab meds migraine mri nurse pap physical results room std surgery test tests
    vitals xray accredited america american assistant assistants association bachelor certified
    certification certificate credential clinical council degree department discord epic english
    exam externship federal florida google heart program registered registry spanish state
    states united usa arizona arkansas california colorado connecticut delaware hawaii idaho
    illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan
    minnesota mississippi missouri montana nebraska nevada hampshire jersey mexico york north
    south west east dakota carolina ohio oklahoma oregon pennsylvania rhode island tennessee
    texas utah vermont washington wisconsin wyoming virginia georgia alaska alabama angeles los
    las vegas san diego francisco antonio chicago boston dallas houston phoenix seattle denver
    miami detroit atlanta portland tampa basic life support red cross blue shield aid security
    social human resources joint commission high middle pearson vue job corps indeed linkedin
    facebook reddit tiktok youtube zoom quizlet british columbia city county springs falls beach
    heights rapids penn foster ross concorde pima keiser kaiser walmart cvs walgreens target
    amazon starbucks christmas thanksgiving easter"""
)
"""Words that are no part of a name however they are written."""

ORGANISATIONS = word_set(
    """academy agency association board care center centers centre certification clinic college
    community company council department diploma exam family foundation group health healthcare
    hospital hospitals inc institute job law license llc medical medicine office pediatrics
    permanente practice program school schools services state system technical training union
    university urgent vocational wellness"""
)
"""A capitalised word of these beside a name makes it the name of something else."""
