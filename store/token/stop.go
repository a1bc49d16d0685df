package token

import (
	"strings"
	"sync"
)

// isStop reports whether a folded word is a function word of the language.
func isStop(l language, word string) bool {
	_, ok := stopWords()[l][word]
	return ok
}

// stopWords holds the function words of each language. They are put into maps
// when first needed.
var stopWords = sync.OnceValue(func() (sets [len(dialects)]map[string]struct{}) {
	for l := range dialects {
		words := strings.Fields(dialects[l].stops)
		sets[l] = make(map[string]struct{}, len(words))
		for _, w := range words {
			sets[l][w] = struct{}{}
		}
	}
	return sets
})

// The function words of languages, folded: articles, pronouns, prepositions,
// conjunctions, auxiliary verbs, and "said".
const (
	stopsEN = `a about above after again against all also although am among an and another any are arent
around as at be because been before being below between both but by can cannot cant could
couldnt did didnt do does doesnt doing done dont down during each either else even ever
every few for from further get gets getting go got had hadnt has hasnt have havent having he
hed hell her here hers herself him himself his how however i id if ill im in into is isnt it
its itself ive just let like made make makes many may me might more most much must my myself
neither never no nor not now of off often on once one only onto or other others our ours
ourselves out over own per rather said same say saying says she shed shell should shouldnt
since so some still such than that the their theirs them themselves then there these they
theyd theyll theyre theyve this those though through thus to told too toward towards two
under until up upon us very via was wasnt we wed well were werent weve what when where
whether which while who whom whose why will with within without wont would wouldnt yet you
youd youll your youre yours yourself yourselves youve`

	stopsDE = `aber alle allem allen aller alles als also am an ander andere anderem anderen anderer
anderes anderm andern anderr anders auch auf aus bei beim bereits bin bis bist da damit dann
das dass dasselbe dazu dein deine deinem deinen deiner dem demselben den denn denselben der
derselbe derselben des desselben dessen dich die dies diese dieselbe dieselben diesem diesen
dieser dieses dir doch dort du durch ein eine einem einen einer eines einig einige einigem
einigen einiger einiges einmal er es etwas euch euer eure eurem euren eurer fuer fur gegen
gegenuber gewesen hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre
ihrem ihren ihrer ihres im in indem ins ist ja jede jedem jeden jeder jedes jene jenem jenen
jener jenes jetzt kann kein keine keinem keinen keiner konnen konnte laut machen man manche
manchem manchen mancher manches mehr mein meine meinem meinen meiner mich mir mit muss
mussen musste nach nicht nichts noch nun nur ob oder ohne sagte schon sehr sein seine seinem
seinen seiner seines seit selbst sich sie sind so solche solchem solchen solcher solches
soll sollen sollte sondern sonst sowie uber um und uns unser unsere unserem unseren unter
viel vom von vor wahrend war waren warst was weg weil weiter weitere welche welchem welchen
welcher welches wenn werde werden wie wieder will wir wird wirst wo wollen wollte worden
wurde wurden zu zum zur zwar zwischen`

	stopsFR = `a afin ai ainsi alors apres as au aucun aucune aujourdhui aura aurait aussi autre autres aux
avaient avait avant avec avoir c car ce ceci cela celle celles celui cependant ces cet cette
ceux chaque chez comme comment contre d dans de depuis des deux devant doit donc dont du
elle elles en encore entre es est et etaient etait etant ete etre eu eux faire fait fois
font hui il ils j je jusqu l la le les leur leurs lors lorsqu lorsque lui m ma mais me meme
memes mes moi moins mon n ne ni non nos notre nous on ont ou par parce pas pendant peu peut
peuvent plus plusieurs pour pourquoi puis puisqu puisque qu quand que quel quelle quelles
quelqu quelque quelques quels qui quoi s sa sans se selon sera serait ses si soit son sont
sous sur t ta te tes toi ton tous tout toute toutes tres trop tu un une vers voici voila
vont vos votre vous y`

	stopsES = `a al algo algunas algunos ante antes aquel aquella asi aun aunque cada como con contra cual
cuando de del desde despues donde dos durante e el ella ellas ellos en entre era eran es esa
esas ese eso esos esta estaba estado estan estar estas este esto estos fue fueron ha haber
habia habian hace hacia han hasta hay he hizo la las le les lo los mas me mi mientras mis
mismo mucho muchos muy nada ni no nos nosotros o os otra otras otro otros para pero poco por
porque que quien quienes se sea segun ser sera si sido siempre sin sobre son su sus tambien
tan tanto te tenia tiene tienen todo todos tras tu tus un una uno unos y ya yo`

	stopsIT = `a ad agli ai al all alla alle altri altro anche ancora aveva avevano c che chi ci cio col
come con contro cosi cui d da dagli dai dal dall dalla dalle degli dei del dell della delle
dello di dopo dove due e ed era erano essere fa fino fra fu gli ha hanno ho i il in io l la
le lei li lo loro lui ma mentre mi mia mio molto ne negli nei nel nell nella nelle nello no
noi non nostra nostro o oggi ogni oltre per perche pero piu poi prima proprio qual quale
quali quando quanto quasi quella quelle quelli quello questa queste questi questo qui quindi
s sara se sei senza si sia siamo solo sono sta stata state stati stato su sua sue sugli sui
sul sull sulla sulle suo suoi tra tre tutta tutte tutti tutto un una uno v va verso vi voi`

	stopsPT = `a ainda alem ante antes ao aos apos aquela aquele as assim ate cada com como contra da das
de dela dele deles depois desde dessa desse desta deste disse do dois dos duas durante e ela
elas ele eles em enquanto entre era eram essa essas esse esses esta estao estar estas estava
este estes eu fez foi foram ha isso isto ja lhe lhes lo mais mas me mesmo meu minha muito na
nao nas nem nessa nesse nesta neste no nos nossa nosso num numa o onde os ou outra outras
outro outros para pela pelas pelo pelos pode por porque qual quando quanto que quem sao se
sem ser sera seria seu seus si sido so sob sobre sua suas tambem te tem ter teve tinha toda
todas todo todos tu um uma umas uns voce voces`

	stopsNL = `aan aangezien af al alle alleen als altijd andere ben bij bijna binnen boven daar daarom dan
dat de deze die dit doch doen door dus een eens en er ervan geen geweest haar had hadden heb
hebben heeft hem hen het hier hij hoe hun iets ik in is ja je jij kan kon kunnen maar me
meer men met mij mijn moet moeten na naar niet niets nog nu of om omdat onder ons ook op
over reeds sinds te tegen terwijl toch toen tot twee u uit uw van vanaf veel verder via
volgens voor waar waren was wat we wel werd werden wie wij wil worden wordt zal ze zei zelf
zich zij zijn zo zoals zonder zou zouden`

	stopsSV = `alla allt an annu ar at att av blev bli blir da dar de dem den denna deras dess dessa det
detta dig din dina ditt du efter ej eller en enligt er ett far fick for fran genom gor ha
hade han hans har henne hennes hon honom hur i icke in infor ingen inom inte jag ju kan
kommer kunde man maste med mellan men mer mig min mina mitt mot mycket nagon nagot nagra nar
ni nu och ocksa om oss over pa sa sadan sade sager samma sedan sig sin sina sitt ska skall
skulle som till under upp ut utan vad var vara varfor varit varje vars vart vem vi vid vilka
vilken vill`

	stopsDA = `ad af alle allerede alt anden andet andre at begge blev blive bliver da de dem den denne der
deres det dette dig din disse dog du efter eller en end er et fa far fik flere for fra
gennem ham han hans har havde have hende hendes her hos hun hvad hvem hver hvis hvor i
ifolge igen ikke ind ingen jeg kan kom kommer kun kunne ma man mange med meget mellem men
mens mere mig min mod nar ned nogen noget nogle nu og ogsa om op os over pa sa sadan samme
selv sig siger sin sine sit skal skulle som til to ud uden under vaere vaeret var ved vi vil
ville vor`

	stopsNO = `a alle at av bare ble blei bli blir da de deg dei dem den denne der dere deres det dette di
din disse du eg ein eit eller elles en enn er et etter fa far for fordi fra gjennom gjor ha
hadde han hans har henne hennes her hos hun hva hvem hver hvilken hvis hvor hvordan i ifolge
ikke ikkje ingen inn jeg kan kom kommer kunne ma man mange med meg mellom men mens mer min
mot mye na nar ned noe noen og ogsa om opp oss over pa sa samme seg selv si sier sin sine
sitt skal skulle som til to under ut uten vaere vaert var ved vi vil ville`

	stopsFI = `ehka ei eika eivat en enaa ennen etta han hanen hanta he ihan ja jo joiden joissa joita joka
jonka jos jossa jota joten jotka jotta juuri kaikki kanssa kautta kertoo keta kuin kuinka
kuka kun kuten me meidan mika mikaan mina minun missa mita mitaan mukaan mutta myohemmin
myos ne niiden niin niita noin nyt ole olen oli olisi olivat olla ollut on ovat paljon se
seka sen siina siita sina sita sitten tai tama taman tassa tata te tulee tuli vaan vai
vaikka vain viela voi voivat yli`

	stopsHU = `a abban ahhoz ahol aki akik akkor alatt am amely amelyek ami amikor amit arra arrol at az
azert azok azon azonban azt aztan azzal bar be belul csak de e ebben egy egyik el ele elott
elso en ennek erre es ez ezek ezert ezt ezzel fel fele ha hanem hiszen hogy hogyan igen igy
ill illetve is itt jol kell kellett keresztul ki kozben kozott kozul le legyen lehet lenne
lesz lett mar mas meg mellett mely mert mi miert mig milyen mind minden mint mivel most
nagyon ne neha nem nincs o ok olyan ossze ott s sajat se sem sok szemben szerint szinte
talan tehat tobb tovabb ugy utan utolso vagy vagyok van vannak volna volt voltak`

	stopsRO = `a acea aceasta aceea acei acel acela acele acest acesta aceste acestea acestei acestia
acestor acestui acolo acum ai aici al ale alt alte altul am ar are as asa asta astfel asupra
atat atunci au avea aveau avem avut ca cand cat cate ce cea cei cel cele celor cine cu cum
da daca dar datorita de decat deci deja desi despre din dintre doar doi doua dupa ea ei el
ele era erau este eu fara fi fie fiecare fiind foarte fost ia iar ii il in inainte incat
intre la le li lor lui mai mult multe multi ne nici niste noi nostru nu o ori orice pe
pentru peste poate prea prin s sa sai sale sau se si sint spre sub sunt te toate tot toti
totusi un una unde unei unele unii unor unui va voi vom vor`

	stopsTR = `acaba ama ancak arada artik aslinda ayni bana bazi belki ben beni benim beri bile bir biraz
bircok biri biz bize bizim bu buna bunda bundan bunlar bunu bunun burada cok cunku da daha
de degil diger diye dolayi dolayisiyla eden edilen en etti gibi gore hangi hem henuz hep
hepsi her herhangi hic icin ile ilgili ise iste kadar karsi kendi kendine ki kim kimse mi mu
nasil ne neden nedenle o olan olarak oldu oldugu oldugunu olmak olmasi olsa olur on ona
ondan onlar onu onun orada oyle oysa pek sadece sanki sen sey siz sonra soyle su tarafindan
tum uzere var ve veya ya yani yapilan yer yine yok zaten`

	stopsPL = `a aby albo ale ani as az bardzo beda bedzie bez bo by byc byl byla bylo byly choc ci co czy
czyli dla do gdy gdyz gdzie go i ich ile im inne innych iz ja jak jakie jako je jednak jego
jej jesli jest jeszcze juz kazdy kiedy kilka kto ktora ktore ktorego ktorej ktory ktorych
ktorym ktorzy lecz lub ma maja mi mimo mnie moze mozna na nad nam nas nawet nich nie niej
nim niz no o obok od on ona one oni oraz po pod poniewaz poza przed przez przy raz rowniez
sa sie sobie swoj swoje ta tak takie takze tam te tego tej ten tez to tu tych tylko tym u w
we wedlug wiec wraz wsrod wszystko z za ze`

	stopsID = `ada adalah agar akan antara apa atas atau bagi bahkan bahwa banyak baru beberapa belum bisa
bukan dalam dan dapat dari dengan di dia hal hanya harus hingga ia ini itu jadi jika juga
kami karena kata ke kembali kepada kita lagi lain lalu lebih masih mereka merupakan namun
oleh orang pada para pernah pun saat saja sampai sangat saya sebagai sebelum sebuah secara
sedang sejak selain selama seluruh semua seorang seperti serta sesuai setelah setiap si
sudah supaya tanpa telah tentang terhadap tersebut tetapi tidak untuk yaitu yang`

	stopsCS = `a aby ale ani asi az bez bude budou by byl byla byli bylo byt co coz do i jak jako je jeho
jej jeji jejich jen jeste jiz jsem jsme jsou jste k kde kdo kdy kdyz ke ktera ktere kteri
ktery ma maji mezi mi mimo muze na nad nebo neni nez nic o od on ona oni pak po pod podle
pokud pouze pred pres pri pro proti proto protoze s se si sice sve svuj svych ta tak take
takze tam tedy ten tento tim to toho tom tomu tu ty u uz v ve vice vsak vse z za ze`

	stopsRU = `а без более бы был была были было быть в вам вас ведь во вот все всего всех вы где да даже
для до его ее если есть еще же за здесь и из или им их к как какой когда кто куда ли либо
между меня мне может можно мой мы на над надо нам нас не него нее нет ни них но ну о об
однако он она они оно от очень по под после потом потому при про раз с сам своего своей свои
своих свой себя сейчас со так также такой там тем то того тоже только том тот ту ты у уже
хотя чего чей чем через что чтобы чуть эта эти этих это этого этой этом этот эту я`

	stopsUK = `а або але б без би був була були було бути в вам вас вже ви вона вони воно все всі від він
де для до з за зі й його йому коли крім ли лише ми може між мій на над нам нас не нею них ні
ніж о об один по при про під після саме свої своїх себе та так також там те ти тим то тобто
того тоді той тому ту у усі хто це цей цих цього ця цієї через чи чого що щоб щодо я як яка
який яких якого якої якщо які є і із їх її`

	stopsEL = `αλλα αν ανα απο αυτη αυτο αυτοι αυτοσ αυτων για δε δεν εαν εγω ειμαι ειναι ειχε εκει ενα
εναν ενασ ενοσ ενω επι επισησ εχει εχουν εωσ η ηταν θα ι και κατα με μεσα μετα μη μην μια
μιασ μονο να ο οι ολα οποια οποιο οποιοσ οπωσ οταν οτι ου ουτε οχι παρα περι πιο πολυ που
πριν προσ πωσ σαν σασ σε στα στη στην στισ στο στον στουσ στων συν τα τη την τησ τι τισ το
τον του τουσ των υπο φορα χωρισ ωσ ωστε`

	stopsAR = `ا اذا الا التي الذي الذين الي اما امام ان انه انها او اي ايضا بعد بعض بل به بها بين تلك تم
ثم حتي حول حيث خلال ذلك رغم سوف ضد ضمن عام عبر عدم علي عليه عليها عن عند عندما عنه غير في
فيه فيها قال قالت قبل قد كان كانت كل كما كن لا لدي لذلك لكن لم لما لن له لها ليس ما مثل مع
من منذ منه منها نحو هذا هذه هم هنا هناك هو هي و وان وفي وقال وقد وكان ولا ولم وما ومن وهو
وهي يكون يمكن`

	stopsFA = `از است اما ان او اي اين اگر با بايد بر براي به بود بودند بوده بين تا تر تواند جز حتي خواهد
خود در درباره دو ديگر را روي سپس شد شده شود عليه فقط كرد كردن كرده كند كنند كه ما مانند مي
ميشود نمي نه نيز نيست هر هستند هم همان همه همچنين هنوز و وي يا يك يكي چند چه چون`

	stopsHE = `אבל או אחד אחרי אחרת אין אינו אך אל אלא אלה אם אנחנו אני אף אשר את אתה באופן בו בין בעקבות
בשל גם דרך הוא הזה היא היה היו היום הם זאת זה זו יותר יש כאשר כי כך כל כמו לא לאחר לבין לגבי
לו לי לפי לפני מאוד מה מול מי מכל מן מעל נגד עד עוד על עליו עם עצמו פחות פי צריך רק של שלא
שלה שלהם שלו שם תוך תחת`

	stopsHI = `अपना अपनी अपने अब अभी आदि आप इन इनके इस इसका इसकी इसके इसमें इसी इसे उन उनका उनकी उनके
उन्हें उन्होंने उस उसका उसकी उसके उसने उसे एक एवं ऐसा ऐसे और कई कर करता करते करना करने कहा
का कि किया किसी की कुछ के को कोई गई गए गया जब जा जाता जाती जाने जिस जिसमें जो तक तथा तब तरह
तो था थी थे दिया दो द्वारा न नहीं ने पर पहले फिर बहुत बाद भी मगर मे में मैं यदि यह यहां या
ये रहा रही रहे लिए लेकिन व वह वहां वाला वाले वे सकता सकते सबसे साथ से हम ही हुआ हुई हुए हूं
है हैं हो होता होती होते होना`
)
