/**
 * French words, without accents, that lie one slip away from a word of the course or from one of the commonest words of
 * the language, and that no rule of grammar already refuses. How they were chosen stands in docs/grading.md.
 */
export const REAL_WORDS_FRENCH = `
abaisse abaisser abaissez abonne abonnes abouche accedent accidenta accora accorda accorde accore accort
achat achete achetee acheter achetera achever aclinique acquise acres acteur acteurs adents adnee adroit
adroite aeres affichee afficher affirmer africains agent agres agrippe ahanas aide aidee aidera aidiez
aient ailees aille ailler aillez aillons aiment aimer aimez ainee aire airer aires airez ajournee ajours
ajoute ajoutee ajouter alcoole allait allant alle allee allegie allemande allemandes allemands allier
alliez allions allumee allumiez ambulante ameliore amelioree americaine americaines americains analyser
analyses ange anglaisa anier anion anneau annele annexe annoncee ansee ante antre aorte aoute apion apnee
aposte appele appelee appelees appeler appeles appeliez appelle appels appetait appetat appeter appetez
apport apporter apprendra aprete aptes apures arche archer arcon ardent ares arete argenta arguent arille
arment arpent arrentez arretee arretiez arrimer arriser arrive arrivee arriver arrivera arts asque asse
assenez asseyiez assiettee assistante assoyez assumer assure assuree assurer atteindre attend attende
attendent attendiez attendions attendra attendre attendrez attendri attendrie attendrons attendu attendue
attentez attentons attenuez attenuons augmente augmenter aune aupres auteur auteurs autre avait avant
avantage avenir avions aviron avocate avoir avons avouat ayant baguages baigne baigner baille baillon
bains baiser baisez baisiez baisse baissee baisser baissera baissez baissier baissiez baissons balade
balane balanes balcon balle baller ballet ballez ballon ballons ballot banale banales banc banlon banne
bannee bannes banqua banque banquee banquer banquet bardage barque basane basanes basque basse batates
batirent batissez baux baver bayer beignes belge belges belle belles benefice beneficie beneficier benir
benne bette biens bienvenus bigre bilees bille billes billete billion billon billot bisser bissez bissons
blanche boche boeufs boira boire boise boisions boisons boisson boissons boite boive bombe bombee bomber
bonde bonne bonnes bonnet bonte bonze bore borne bossoir bossons boucha bouche bouchee boucher bouchez
boucla boucle bouclee boucler bouge bouille bouillir bouillis bouillit boule boulet boulez boute
bouteiller brait brave brille broute bruche brui bruie bruir bruis bruit bruita bruits brunit brut buche
buire buissons burgau cable cacheter cafte cailla caillee cailler caique caisse calcule calottes calque
calte cambre campe cancer cannee cantre capres capte caque carde cardon carie cariee carme carne carottas
carottee carottees carpe carre carres cartel carter cartes casaque caser casher casier casqua casque
casquee casquer casse cassee casser cassera cassez cassier caste catin causer caveau caver ceints ceinture
celle celle-ci celles celles-ci cellier celte cendre cenes cens centaine centaines centra centre centree
centrer centrez cents cenure certaine certaines certains certes cesser ceste cette chacun chacune chaine
chair chaire chambra chambree chambrer chameau champagne chance chancel chanci chancre change changea
changee changer changes chante charge chargee chargement charme charte chasse chasser chateau chaud chaude
chauds chaule chaume chausseurs chaut chauve chaux cheire chemine chemisa chemisee chemiser cherche
chercher chere cherre chers chevaux cheveux chie chiee chient chier chies chiez chine choeur choie choies
choisi choisie choisir choisis choisit chome chomes chope chopes chouleur choye choyes chute chuter cille
ciment cintre cire ciron cistron cites citrin civiere claire clampe clanique clarte classer clastique
clause claver clients clinquante clivent close closes clouer cloute coasser cocher codeur coffre coins
coite coitent coller colleur colliger combe combine comite comma comme commencant commencante commence
commencer commenta commente commerant commercait commercants commercat commerce commercent commet commue
commuent commun commune communs composee comprima comprimee comprimer comprise compte compter comte
concernent concert conduire confirmer conforme conjoncturel connus consacree consacrer conseille
conseiller consent consente conserve considere consideree considerer consideres constante constat constate
constater constitue constituee constituer contant conte contenta contente contentee contenter contents
contenu contenue conteste contexte contient continent contint continu continue continuee continuel
continuer continuera continuiez contre contrent convient copte corps corpus cors cosser cote coteau cotent
cotes cotte couche couchee couchera couchez coudant coude coudez coudrais coudre coudrez coulage coulant
coule couleur coulez coulure coupage coupant coupe coupez coupleur coups cour courage courait courbant
courbe courbez coure courent coureur courge couriez courir courrez cours coursant course coursez court
courtage courte courtier courts courue cousant couse couseur cousez couta coutant coute coutee coutent
couter coutez coutre couts couture couvant couve couvert couvez couvrant couvre couvrez couvrir craille
crasser crave cree creee crepas crete crient crise crises crois croissante croit crottes croute cuiller
cuilleree cuillers cuir cuira cuirs cuise cuisina cuisine cuisinee cuisiner cuisinera cuisinier cuite
cuivre culturel curage curant cure curez daigne daigner daller dallez dallons danger danser datates datte
davantage debat debit debut decider declarer decors decours decret decrit dedain dedirez deduction deduire
deduis defend definit deite dejeune dejeunera delirez demanche demande demander demembre denis dente
dentes dents depasser depense deposer depris derniere descende descendra descendue designe desiree
desiriez desola desole desolee desoler desoles desolez dessine dessinee dessole dessolee dessus destin
destine destinee destinees destines deteignez detenir detenu determine determinee detiennent detient
detirez detors detour detourner dette devaient devait devant developpe developpee developper devenir
devenu devenus deviant deviendrai deviendrez deviens devient devint devoir devrait dieu difference
differences differente differentes differents digne diminue direct directe directs disposant dispose
disposer disque disques dites doigta doigte doit doler domine donnant donne donnee donner donnera dormi
dormira dormis dormit dote doubler doubleur douce doucet doucets douceur doucha douche douchee doucher
douches douchez douci doucie doucies doucis doue douee douees douer doues douez douleur doute doutes
douteur douve douves douze drain drave drille droit droite droits dronte duces duche duite dunettes duquel
dure durer eaux ecaille ecale ecarte echange echaude ecope ecore ecote ecoule ecoute ecule effectue
effectuee effectuer egalise egard egorge egrise eider elastique elave electeurs electricien eleva eleve
elevee elevees elever eleves elise elle elles emettre emises emission emploie emplois employa employe
employee employer employes employez enchanta enchante enchantee enchanter enchantes enchantez encre encrez
enfanta enfantas enfante enfantes enflant enleve enlise enormes enregistree enregistrer enseignait
enseignants enseignat enseignent entant ente entee entend entende entendes entendis entendu entendus enter
enterez entez entier entiez entra entre entree entrepris entrer entriez enture envoie epatates eperdre
eperdu epilees eploye eployee epousa epousee epouser eprendre epreuve equipee erre ester estimee etable
etablir etablissement etage etait etant etat eteigniez etends etendu etier etole etrange etranger
etrangere etrangers etrangete etrangler etre etreignez etudiait etudiants etudiat etudie etudient eveiller
eventre evite evolution evoque excisez excusee excusiez expliquer fable facteurs facturer faille faine
faines faire fais faisait faisant faisons faite faites faits fallait famine fange farina farinee fariner
farte fartes fartez fasse fastes fatigua fatigue fatiguee fatiguer fatigues fatiguez fauche faune fausse
faute fautes femme fendez fendons fendre fenestre fenetra fenetree fenetrer ferait ferler fermante ferme
fermee fermenta fermentee fermenter fermer fermera fermete fermette fermier feront ferre ferrer fervente
fetard feuillas feuillee feuillees feuillet feuillets feuillues feuillus fevier fiable fiancais fiates
fibre fiere figurer file filee filees fille filles filme fils finance financer financier fiole firme
firmes fites flaire flamands flanc flancs flemme fleurs flouer foire folle fonctionner fonde forat force
forcement forces fore foree forent forer fores forez forge forme former formes fort forte fortement fortes
forts foudre fouet fouge fouilles fouit fouleur foulez fournee fourni fournir fournit fours foute foyer
fracs fracture fracturee fracturera franchis franco frange frere fret frete frets frime fripe frira frire
frise frit frite frites froid froide froidi froids froncais fronde fruit fruite fruites fuit fuite fuites
furet future gable gache gagne gagner gains gallon gallons gambe gante garantir garantit garde garder
gardon gare gascon gatates gateau gaucher gauchi gauchie gaucho gave gaver gemme gendre genere genez genie
gerant gere germer geste gille givre glace gland gnou godille gomme gomment gommes goret gorgea gorgee
gorger gorget gorille gouge goulet gourant gourez gousse goute grace grade graille grain grande grandes
grandi grands grange grappe grava gravee graver gravi gravie greve grill grilla grille grillee griller
grills grimpe grimper grippa grippee gripper grive grolle guede gueri guerie guerira gueris guerit guida
guidee guider guilde guinde guipe guise habile habiles habita habitas habitee habitees habiter habitiez
habits habitue habitues habituez habitus hable haire haissez haites hampe hante hardi harle hatates haute
hauts haver havites hebergerent here heres hetre hetres heur heurs heurt heurte heurtes heurts home homme
hommes horloger hote hotes houer housse huila huilee huiler hume hure hures hurle iambe ibere importance
importante importantes importants incendia incendiee incendier incite incitee independante industrie
industries infant infants infection inferieur inferieure infirmer infirmerie infirmiers innee installee
installer interessants interet interieur interieure internat interne internee internent interner internes
internez inuit investi investir investis investit invita invite invitee inviter invites invitez ioulez
ivre jable jambee jante jardon jarretez jauge jaune jaunet jauni jaunie jette jeune jouas joue jouer joues
jougs jouis jour jours joute joyaux lacer laisse laissee laisser laissez laissiez lait laites lame lamee
lamer lamie lampa lampee lamper lance lancee lancer lances lange langer langue lanier lape laper lardon
large larges laser lasse lasser lassez latin lave lavee laver lavera layer lecteur lecteurs leger leguames
leguees legues lemme lente lents leser lestement lester lettre leurs levant leve levee lever levera levier
levre levrier libre libres liens lient lieux lievre ligne liment limite limitee limitees limiter limites
linettes lire lissez litre litres litron liure live livra livre livree livrer livres livret lober lofer
loger logerent longue longues loquer lors louche loucher louchez loue louee louer louera loufer loupe
louper lourant loure lourer lourez louver lover loyer lucre luettes luire luite lurettes lutter mache
macher macque magasina magasine mage magie magne magner maie maille main mains maintenait maire mairie
mais maison maisons malade maladie malaxe malin malle mamie manade manage manager manche mande mander
manege maneger mange mangea mangee manger mangera mangue manie maniee manier manne manque manquer manse
mante maorie maque marante marcha marche marcher marchera mare maree marge margee margent marger mari
maria marie mariee marier maries mariez marin marine marinee maris marli marne marnee marottes marque
marquee marre marree marri marrie marte masqua masque masquee masquer masse masser massez massue matates
matche matcher materielle mati matie matina matine matir matis matit maton medecine medial medicamenta
medicamentas medicamente medicamentes mefier meilleur meilleure meilleures meilleurs menage mene menee
menez mensurer merite mesure mesuree mesurer mesurera mesuser metrer mettant mette mettre meure meures
mielle miens mieux mievre mignon mile millage mille millet miment minait mincit mines minuta minutee
minuter minutie missions mitron mode modifie modifiee moignon moins moire moiree mois moisson moissons
moite moitir moitis moitit molle montage monte montee montent monter montre montrer mord morde mordre
mords mordus morgue morille morte morue motel mouche moucher mouchez moudrais moudre mouleur moulez
mourant mourez mousse moyeux murie musque mutin naissez nanas narine nasse nature naturel nette nettoye
nettoyee neufs niche niece nille noire nomme nomment nommes nonne norme normes notable note noter notre
nouer noulet nuire nuite obligatoire occident occuper oeuf oeuvre offrant oille omis orage orangea orangee
oranger orante oreille oreiller oreillers orge ormille ormilles oronge orseille orseilles oseille oseilles
otasse oublie ouche ouillere ours oust outre ouverts ouverture ouvre ouvrer ouvrier ouvrir ouvrira ouvris
ouvrit ouvroir ovulez pager paille paire pairle paisse paissez paissons pait pale palees palier palit
pamates pament pamer panates paner panier pannee panner panse panser panserent panzer papier parates parc
parce parcs pardi pare paree parer pares parez pari parie pariee parier pariez parite parla parle parlee
parler parlez parliez parme parmi parole parsement part partager partant parte partez parti participe
partie partiel parties partiez partir partira partis partit parton parts parue passa passage passagere
passant passe passee passement passent passer passera passes passez patames pater patez patir patit
patites pattates pattes pattez pause pauser pavates paver payant payates paye payee payera payes paysage
paysager payse peaux peine peint peintre peinture pelait pelees penchante pendez pendons pendre pendu
penetre pense pensee penser pension pepier percu perd perde perdra perds perdue perdure perit perle perles
perlez permettant permettent permettra permettre perore personnel personnels personnes perte pertes pese
peser pesse peste pester petait petard petat petates pete petiot petiots petite petites petits petrit
pharmacien phrase piege piete pieze pifees pifent pigees pigent pigment pignon pilait pilent piles pilets
pillage pille pillees pilles pimenta pince pipees pipent pipier pique piquee piquer pisse pisser pissons
piste pistes place placee placer plage plaid plaie plaint plais planche plant plantais plastiqua
plastiquee plastiquer plat plats pleine pliait pliat plie pliees plient plissons ploie plume poche poemes
poete poilees pointe points poire poison poisons poissions poissons polica policee policer policiers polie
polisson polissons pommas pomme pomment pommes pompes pondre pont ponte pontent pore port porta portable
portant porte portee portent porter portes portez porto ports pose posee posta poste postee poster postes
pote pouces poudra poudrais poudree poudrer poule poules poulot poupe pourriture pourtant pousse poussons
poutre pouvait pouvant pratiquer precedents precis precise preciser preference prele prendra prendre
preposer pres presence presentant presente presentee presenter presents preste pret preta pretas prete
pretee preter pretes pretre prets preuve prevenir previendrai previendrez previens prevision prevoir
prevue prevus prime priment primes pris prise prises prive privee privees prives procede proceder
processeur prochaine prochaines prochains produite profil profite progresser promene promenee promenera
promet prophete propos proposant propose proposee proposer propret proprets proprette propriete prote
protege prouve prouver provisions puait puasse public publie publiee publier publies puissante puisse
pureau purete pusse quand quant quarre quart quarte quater querir quille quine quinee quinte rable raccord
rachat rachete racheter radeau ragent raider raille raison raisons rallumez rambour ramille rampe range
ranger rapas rappel rappeler rappelez rappelle rappelles rapporte rapprendre rasseyez ratates rateau ratio
rational rave raviere ravoir rayer realise realisee realisees realiser realises realiste realite reas
recentes recents recette rechercher recole recourir recours recuire recule redaction redire reduira
reduise reduite reference refus refuser regard reine rejetez releve reluire remarquer remis remplace
remploye remployee renard rencontrer rend rende rendez rendons rendra rendre rendu rendue renforce
renseignant renseignat rente renter rentre rentree rentrer rentrez repais reparation repars repentez
reperez repetee repetiez repondu repos repose reposee reposera representait representant representent
representer repris reprise reps repus reputez reservee reserver resolution respecte respire respiree
respirera restant restaurait restaurat restaurent reste restee rester restera retard retarda reteignez
retenir retenu retiendrai retiendrez retiens retient retord retourne retournee retournera retrouve
retrouver rets reussir reussit revant revas reveille reveillee reveillera revendrai revendrez revendriez
revenir revente revenu rever revernir revetez revetir reviendriez reviennent revient revins revions revoie
revoir revois revoit revolution revu revue rhum rhuma rhumb rhumee rhumer rhums rider ridez riens rigueur
riment ripas rire rires risque rivoir riziere rogue roide rois rollier ronge rote rouage roue rouee rouer
rouet rouge rouget rougi rougie rouie roule rouleur roulez rousse routa route routee router routes
routiers rouvrir ruelle ruile sable sacre sage saigna saigne saignee saigner saignera saille saine sainte
saison saite saites salade salaires salarie salaries salat sales salit salon salua saluat salue sanglais
sanie sanve sasse sasser sassez satin saune saurait saut saute savait savoir saxon sayon scoute seante
secouas secoues secoure secoures secours secourt secouru secourus secteur secteurs securise seduction
seduire seduit sejours selon sente sergent serient serment serpenta serre serrent servent servi servie
servies servile serviles servimes servites setier seul seule seules seuls sevices short siens signe signee
signer signes sillage sillet sinistre site situee situer situes slavon smille soeur soient soigne soigner
soins solde solide sombre somme somment sommes sommet sommets sonne sort sorte sortent sortes sorti sortie
sortir souche soucia soude soue soufflez souffriez soufrez souhaita souhaitas souhaite souhaites soule
soulez souligner soumise soupa souper souple souri souris soute soutient souvient soyeux specialise
specialisee specialisees specialises specialiste specialite specialites spiree spot stable stage stomates
suante subite suce sucee sucer sucra sucree sucrer suffis suie suife suinte suisse suitee suivants suive
suivent suivie superieur superieure superieurs sure sureau surfit surpris swaheli tabla tablee tabler
tabule tacheter taille tain taire taise tale talle taller tallez tallons tannee tant tante tarente tarie
tarin tarse tarte tartir tassa tasse tassee tasser tassez tatates taule teignez teint tele telephona
telephonee telephoner telephonie telle telles tendez tendons tendre tenez tenir tension tenson tente
tenter tenue tenus terce terme terne terra terre terree terrer terres terri terse tertre teste tester
tetard tette texte tiennent tiens tient tillage tille tire tisse titres toiletta toilettas toilettee
toilettees toiletter toiture tomames tomba tombates tombe tombee tomber tombera tombes tombez tome tomee
tomer tomme tommes tonne tonnes topates torchez tordu tordue touasse touates touche touchee toucher
touchiez touer tourber tourier tourisme touriste tourne tournee tourner tournera tours toussa tousser
toute traie traina trais trait tranche travaillant travaille travailler traverse treille treilles trente
trepas trille trin trios tris trocs trois trombe trots troupes trous trousse trouve trouver trouvera
tuable tuasse tuile tuilette tuilettes tusse urgent urgente usante usite utilise utilisee utilisees
utiliser utilises vaccina vaccine vaille vaire valent valeur vallon vallons valut vampe vanneau vannee
vante vapeur varie variee vasque vaudrais vehements veille veiller veinez velements veler velez vend vende
vendez vendiez vendions vendra vendre vendrez vendrons vendu vendue venere venet venez vengez veniez venin
venions venir venons vent vente venter ventre ventree ventru ventrue vents venu venue verbe verge verite
vernir verra verre verree verriere verrue verse verte vertigos verve veste vestiges vetez vetir vetit
veufs veuilles veux vexez vianda viandee viander vide vider videz vieille vielle vient vies vieux vile
villa ville vinat vines vinez vins vint viole violer violeur violeuse visent visita visite visitee visiter
visitera vitre vive vivent vivre vocale vocation voie voient voile voiler voilette voilettes voilez
voilure voir voire vois voitura voituree voiturer volage vole volee volera volet volez volis volter vomer
vomi vomie vomies vomir vomira vomis vomit vote votee voter votre vouer vouerais vouez vouge vouiez
vouliez voute voutez voyage voyagea voyager voyagera voyer voyeur voyeuse vrais vrillage vrille wagages
wallon wallons zester zorille
`;
