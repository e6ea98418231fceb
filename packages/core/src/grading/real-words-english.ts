/**
 * English words, without accents, that lie one slip away from a word of the course or from one of the commonest words of
 * the language, and that no rule of grammar already refuses. How they were chosen stands in docs/grading.md.
 */
export const REAL_WORDS_ENGLISH = `
able aboard abode abridge accent accommodating across acts advise affect agin aired alack alight alike
aloe alone along among ands anger anion ants aplastic apologise arch argent around arts asleep assure
atone attached auction awaiting awake award aware awhile back backs baiting baked ballet balls bally
bandana bandanas bands banger banging bans barking barring basked basset bather batters battle beach bead
beads beady beak beaks beams bean beans beard bearing bears beast beat beaten beating beats beaus became
become bedside beeping began begin begun bein being beings bell bellow bells bench best betide better
betting billion billow bills bitter bittern black blade blank blanked blankety blast bleak bleep bleeping
blend blending blest blight blights bliss block blocked blond blood bloody bloom blow blower board boarder
bolder bondage bonder bonds bonus boobs booked booking books booth boots border borer boring bother
bothers bottle bottler bough bought bound bout bowel bower boxes boxing brain brand brave breach breaching
bread break breast breath breathe breather breaths breathy bred breed breeding brick bride bridge bridle
bright bring brings brink broad broke broken broker brood brother brought bucks buffering build built
bully bumpkin bunch buried burned burning burse butter buttle cable calling calls candle cannon caper
cards care cared cares carriage carried carry cars case cases cash casket cast catch catching cater cattle
caught causes cease cello cells center centre chain chance chances change changes changing chap charge
charged charges charging charming charring charting cheat check cheek cheep chere chess chesty chick chid
chili chill chills chilly chock choir choking chose churchy clack clan class classes clean clear cleat
cleave click cloak clock clone clonic close closed closer closes closest closet closing clove cluck coast
coat cock cocking codes coding coffle cold collar color colour combing committee compete comping concert
coning contact contract cooing cooked cooking cooling cooping coping core corking coroner cose cost couch
cough could count court couth cover cower crack creak cream created crest crew cried crock crooking cross
crown crush crying curse curtain customed cutting dagger dancer dander danged dated dater dates dating
deader dearly decrees deduce deeds defence delirious delivery demain demon depth dessert diarrhea diddle
difficult diner dinger dinking dinks dinner dirt ditch dive diver diving dodging doing doling dolour
doping dosing doting dough douse dowel dower dozing drain drank dread dream dreamt dregs drench dress
dressy drest drier drilled drink drive drivel driven driver drives dross drove drover drown drums drunk
drunks ducks dunder duress dying each earing earls early earn earned earning ears easing easting eater
eating eave eaves eight eighth eights either elastic ember emergence employed employer ending enter envoy
erring estate eten even ever evil exchanger excise excuser exit expansive expert extensive fable faces
factor facts faint falling falls farther faster father fatter favour favourite fears feast feather feeding
fell fellow fescue fever fewer fiddle fiend fifth fight fights filed files filled filling films finder
finer fired fires fist fisty fiver fixed flame flesh flies flight flights flock flood floor floury flout
flower flying follow foment fond font footy foray forget forgiven forgot formal forte forth forts fought
found fountain four freak freaking fridge fried fright frit frond fruity fund funds gain gaiting games
ganger garage garbage gasket gasses gates gather gave gentleman gentlemen getting ginger give given giver
gives giving glace glads glans glass glassy glean glide gloss gloves going goodby goods goose gown grade
grader grain grass grasses grave gravel great greed greeny greet greets gross ground grow grows guess
guest guests guile guilt guise gust hable hair hall handy hanger hanging hangs hants haply hard harpy
harried hatch hater hating have haven having head headachy header heading heady healing health healthy
heap hear heard hearing hears heart hearth hearty heat heating heaven heaves heck heel heels height hell
herd here hiding hight hillo hills hippy hired hitting hoes hoise hokey hole holey homes homey homing hone
hones honesty honey honkey honky honor honour hooey hooked hooking horse hose hosel host hostel hote hound
hours house housel houses hovel hunch hunts hurls huts ideal identify incredibly infection inner interned
internes investigating ired jarring jeans jelly jillion join joint juicer juicy kicked kicking killed
killer killing kills kind kinds kings kissed kissing kitten knifer know known knows lace lack lame lands
larger laser lass lasses last late later lather laughter launch laying leaded leaden leading leads leaker
lean leaner leans leaper learnt lease leases least leather leavens leaver lemon lemony lender less letter
letting leve lever lied lies light lighting lights liked likes liking linch lined lines linger littler
live lived liver lives living loader loave loaves lock locked locker locking locks logging lone lonely
loner long longing looked looking looks looming looping loosing looting lose loser loses losing lour louse
love loved lovely lover lovers loves loving lower lowly loyal luck lunch lying makes making malarial mall
manage managed manages manana manger march marked marker marred marrier marring marry marrying massage
master masters match mater math mating matter mature maze meals mean means meant measurer meat meddle
mellow merch messed messing might mighty mile miles minds minuet mired missed mistaken mister mither mixed
moaning momento money monkey month mooning mopey mosey motel moth mother mothers mould mound mourning
mouse mouth mouthy move moved moves moving mower muddle munch murdered murderer mutters nailed naked named
names nappy nearby nearly neaten nerve nicety nicht niece nife nifty nigh night nights noisy noose nose
nother nowise occident office officer offices ohing older omit ones orang orangey orangy order other ought
ours ourselves outride outsider outsize over ower pace packed packing pager pain paint palace palate paler
pamper pants papery parch parried parrots part parts party passed patch pate patters pauper paver payer
paying pays peace peach peak peans pearly peeper pence peopler pepped peppier persona petty phase phon
phoner phoney phono phony pice picked picket pillage pillion pillowy pissed pitch place placed placer
placet plaice plan plane planes planet plans plant planted plants plat plate plater plates played player
playing plays pleader pleas pleaser plight plot point pointing poise poison poker police policy polite
ponder pondered pone popper poser possible possibly pouch pound pounds powder powdery power powered prate
prayer praying preach preen preens preset press prevent price pricer pricey prick pricy pride prime print
prints prise prison prize project prone properly protect protest prove proven pulls punch purse quest
quiet quit quite quote races rack racket rain raining rally rands range raper rarely rash rather rating
rational raver reach react read reader reading reads realise reason reave recent recept recovery reducer
refer regain reheat relieved remover repeal repent rescuer reseat resent reserve reside resort retain rice
riddle ride rider ridge riding right rights righty ring ringer ringing rings rink rinks riper rise riser
rising rived riven river rivet roach roast rocket roof roots rother rotten rough round rounds rouse rowel
rower ruining sable sacred safely sake sakes sall same sample sand sappy sarong saving saying scale scar
scare scares scary score scream seal season seating seduce seed seen seep seeping sees sell selling sells
semen send sending sent servile setting seventh sever shake shall shame shank shape share shared shark
sharp shave sheep sheer sheet shell shes shies shift shipping shirk shirt shirty shock shoes shone shoon
shoos shoot shoots shops shores short shorts shot shots shout shouting shoves showed shower shown shows
sick side sighs sight sights signing simple simply sing singer sings sired sister sixth skeet skiff skill
skint skirl skirt skit slack slake slate sleave sleek sleep sleepy sleet sleeving slick slight slower
small smart smell smoke smother snake snakey snaky snare sneak sneaking sniff sock socks soon sooth sore
sorest sorrow sorry sort sorts sound sounds souse space spake spall spare spark spear speck speed spell
spend spending spent spiff spill spirt spit spoke spoken spoof spook spool spoor sport spots stable staff
stage stairs stake stall star stare staring stars start starts starving state statue staying stays stead
steak steam steel steep stepped stick stiff sting stink stock stole stolen stone stopping stops store
storm story stove strain strange stranger stream string stroke stronger struck strung stuck stud stuff
style suck sucked sucking sucks sugary suite sundae sunder sundry sunny sunray supper sweat sweep sweeping
sweet sweety swell swept switch swoon swore sworn tabla table tabled tables tablet tain take taken takes
takin taking tale tales talked talking tanager tank tanks taper tapes tarried tarring taste tasty tater
tatters taught taxes teach teaches teal tearing tears tech teethe tellin telling tense tenth terribly than
thane theatre thee theme there therm these thick thicken thicket thin thine thing things thingy think
thinks thins thirst thirsts thirsty thong thongs those though thought threat three threw throaty through
throw thrown tick ticked ticker tiddle tided tied tiered ties tight tights tiled till timed ting tings
tired tires tissue tittle toady toast toffee toile toiled toiler tone toot toothy torch tore tother touch
touchy tough tourism tourist touristy tourney touse towed tower trace tracer track trade traded trades
trail train trains trait trash traveler travelled tread treat tree trench tress trice trick tricky tried
tries troth troupers trowel truck trunk trying tuck turned turning tweet tying udder unde union vault very
vice villager votes vouch vowel wader wafer wafting wager wailing waited waiter waiting waiving wake wakes
waking walked walking walks walls wandering wands wanted wanting wants warden warring waste wasted waster
wasting watch water watery waver waxer wealth wealthy wear wearing wears weave weaves weet weigh weight
weighty were whale whenever wherever while whine white whiten whiter whity whole whose wicked wicket
widdle widow willing winds wing wings winner winter wired witch wite with wives woman women woods word
words wore worker works world worlds worms worry worse worst worth worthy would wound wounds wreak
wreathing wrench write writer writing wrote yappy yards yearly yearn yelling yellow yellowy yogurt yours
yourselves youse youth zillion zinger
`;
