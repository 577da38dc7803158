"""What do guessing programs try first? Written for Greenlane: words, names and habits of people."""

from __future__ import annotations

KEYBOARD_ROWS = (
    "1234567890",
    "0987654321",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertzuiop",
    "yxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "1a2z3e4r5t6y7u8i9o0p",
    "zaqxswcdevfrbgtnhymju",
    "zaq1xsw2cde3vfr4",
    "741852963",
    "147258369",
    "789456123",
    "1234qwerasdfzxcv",
    "qwerasdfzxcv",
    "qwe123asd456zxc789",
    "qweasdzxc",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
)

_OF_THE_SERVICE = """
greenlane green lane greenline academy course courses learn learning elearning elearn lesson
certificate certificat training trainer trainee tutor student study exam quiz
customs custom douane douanes douanier douanière douaniere aduana aduanas alfandega zoll zollamt
dogana gumruk tamozhnya jamarik officer official officier agent inspector inspecteur
controller coordinator director directeur
tariff tarif duty duties excise import imports export exports border borders frontier frontiere
port harbour harbor airport cargo container transit origin valuation classification
harmonized harmonised system systeme kyoto convention revenue revenues treasury tax taxes
ministry ministere finance government gouvernement world monde organization organisation
administration headquarters office bureau brigade
"""

_COMMON = """
password passwords passwort passw0rd motdepasse contrasena contraseña senha parola haslo
sifre lozinka wachtwoord salasana losenord adgangskode passord parole jelszo heslo parol
kennwort pass passe passcode passphrase secret secrets secreto segredo geheim geheimnis
mypassword thepassword password1 newpassword oldpassword yourpassword nopassword
changeme changeit letmein letme letmeinnow openup opensesame sesame welcome welcomeback
bienvenue bienvenido willkommen benvenuto bemvindo hello helloworld bonjour hola hallo
salut salam salaam namaste marhaba login logon signin signon access acces connect enter
admin administrator administrateur root toor superuser supervisor manager master guest user
username utilisateur usuario test tests testing tester testtest test123 demo demos sample
example default system server service support helpdesk computer ordinateur laptop internet
intranet windows linux android iphone samsung nokia google facebook whatsapp telegram twitter
instagram youtube yahoo gmail hotmail outlook microsoft apple amazon netflix linkedin
qwerty qwertz azerty asdf asdfgh zxcv zxcvbn qazwsx abc abcd abc123 a1b2c3 iloveyou loveyou
iloveu lovely lover loveme love jetaime tequiero teamo amor amour liebe habibi habibti mylove
mon amour moncoeur cherie chouchou doudou loulou coucou princess princesse princesa prince
queen reine king angel ange angelo angela baby babygirl babyboy sweet sweetheart sweetie
honey sugar darling beautiful pretty hottie sexy cutie barbie flower flowers fleur rose
jasmine jasmin violet daisy lily lotus tulip orchid butterfly papillon rainbow sunshine
sunflower sunrise sunset soleil sun moon luna star stars estrella etoile starlight sky
summer winter autumn spring printemps hiver automne verano invierno january february march
april june july august september october november december janvier fevrier mars avril juin
juillet aout septembre octobre novembre decembre enero febrero marzo abril mayo junio julio
agosto septiembre octubre noviembre diciembre monday tuesday wednesday thursday friday
saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles
jueves viernes sabado domingo today tomorrow yesterday morning night
monkey dragon tiger lion lionne panther eagle falcon hawk wolf bear horse cheval dolphin
shark snake cobra viper spider rabbit lapin turtle kitten kitty cat chat puppy dog chien
perro gato elephant gorilla zebra giraffe camel phoenix unicorn chicken cookie biscuit
chocolate chocolat cheese banana orange apple cherry strawberry fraise mango coconut peanut
pepper ginger cinnamon vanilla butter coffee cafe tea beer wine whisky pizza burger candy
football soccer futbol futebol foot basketball baseball hockey tennis cricket rugby golf
volleyball boxing cycling marathon champion champions winner player players coach team
liverpool arsenal chelsea manchester united barcelona barca realmadrid madrid juventus milan
bayern paris marseille lyon benfica porto sporting boca river flamengo corinthians galatasaray
fenerbahce besiktas ajax celtic rangers everton messi ronaldo cristiano neymar mbappe zidane
maradona pele beckham jordan lebron kobe michael federer nadal
batman superman spiderman ironman hulk thor avengers starwars skywalker vader yoda matrix
pokemon pikachu naruto goku dragonball mario zelda minecraft fortnite playstation xbox
nintendo harrypotter hogwarts gandalf frodo hobbit legolas merlin shadow hunter killer
soldier warrior ninja samurai knight pirate captain general sergeant major commander
marine navy army armee police policia gendarme firefighter fireman pilot doctor nurse
engineer lawyer teacher professor boss chief chef friend friends ami amis amigo amigos
bestfriend family famille familia mother father mama maman papa mami papi mummy daddy
sister brother soeur frere hermano hermana son daughter child children enfant enfants
husband wife grandma grandpa
jesus jesuschrist jesuslovesme christ christian god godisgood godislove godblessme godbless
dieu dieuestgrand dieuestamour dios diosesamor deus allah allahuakbar bismillah alhamdulillah
mashallah inshallah muhammad mohammed mohamed mohammad ahmed ahmad ali omar hassan hussein
fatima aisha khadija ibrahim yusuf youssef khalid mustafa mahmoud abdullah abdallah karim
buddha krishna ganesh shiva durga ram sairam omsairam waheguru heaven paradise paradis
blessed blessing blessings faith hope grace mercy peace paix love joy freedom liberte liberty
victory victoire justice success succes destiny fortune lucky luck happy happiness bonheur
smile smiley life vie vida music musique musica guitar piano dance rock metal metallica
nirvana slipknot eminem rihanna beyonce shakira jackson beatles elvis blink
money argent dinero dollar dollars million millions billion rich gold golden silver diamond
platinum crystal treasure bitcoin mercedes ferrari porsche bmw audi toyota honda nissan
corvette mustang camaro harley yamaha suzuki ducati renault peugeot citroen volkswagen
london newyork chicago boston texas california florida berlin roma rome lisbon lisboa moscow
moskva istanbul ankara cairo dubai beirut tunis alger casablanca dakar abidjan lagos nairobi
kinshasa douala yaounde accra kampala harare lusaka mumbai delhi bombay karachi lahore dhaka
colombo bangkok manila jakarta hanoi saigon tokyo osaka seoul beijing shanghai hongkong
singapore sydney melbourne toronto montreal quebec mexico bogota lima quito caracas santiago
buenosaires brussels bruxelles geneva geneve
france french england english british america american canada australia germany deutschland
espana spain italia italy portugal brasil brazil argentina colombia chile peru india indian
pakistan bangladesh nepal srilanka china japan korea vietnam thailand philippines pilipinas
indonesia malaysia turkey turkiye egypt egypte maroc morocco algerie algeria tunisie tunisia
senegal cameroun cameroon cotedivoire ivoire congo gabon benin togo mali niger nigeria ghana
kenya uganda tanzania rwanda burundi ethiopia somalia sudan zambia zimbabwe malawi angola
mozambique namibia botswana madagascar mauritius africa afrique afrika europe asia asie
alex alexander alexandre alexandra andrea andrew andrei anna anne anthony antonio arthur
benjamin bernard bruno camille carlos carmen caroline catherine cedric charles charlie
charlotte chris christine christophe claire claude claudia daniel david denis dennis diana
diego dmitry dominique edward elena elizabeth emma emmanuel eric ethan eva fabien fernando
florian francis francisco francois frank frederic gabriel george gerard grace gregory guillaume
hannah harry helen henri henry hugo isabelle ivan jack jacques james jason jean jeanne jennifer
jeremy jessica john johnny jonathan jorge jose joseph joshua juan julia julie julien justin
kevin laura laurent leonardo linda louis louise lucas lucia ludovic luis manuel marc marco
margaret maria marie marina mario mark martin martine mathieu matthew maxime melissa michel
michelle mickael miguel mike mohamed monica monique natalia natasha nathalie nicolas nicole
olga oliver olivier oscar pascal patrice patricia patrick paul pedro peter philippe pierre
rachel rafael raphael rebecca ricardo richard robert roberto roger romain ronald roland ryan
sabrina samantha samuel sandra sarah sebastien sergey sergio simon sofia sonia sophie stella
stephane stephanie stephen steven susan sylvie tatiana teresa thierry thomas tiffany valentin
valerie vanessa veronique victor victoria vincent vladimir walter william xavier yannick
yolanda yvonne zachary
fuckyou fuckoff shit bullshit merde putain mierda puta
trustno1 trustme nothing whatever anything something everything nobody somebody forever
always never toujours jamais siempre whocares idontknow iforgot forgotten remember
remember me noclue blank none null temp temporary temporaire provisoire initial first second
number numero number1 one two three four five six seven eight nine ten hundred thousand
blue bleu azul red rouge rojo green vert verde yellow jaune black noir negro white blanc
blanco purple violet pink orange brown grey gray dark light lumiere fire feu fuego water
eau agua earth terre tierra wind vent ice snow neige rain storm thunder lightning tornado
ocean river mountain montagne forest foret island beach garden jardin house maison casa home
school ecole escuela college university universite company entreprise project projet work
travail trabajo job monitor keyboard mouse printer network wireless wifi router cisco oracle
mysql database backup security securite secure private prive public personal personnel
account compte cuenta email mail phone telephone mobile number office2026
correct horse battery staple correcthorsebatterystaple
"""

OF_THE_SERVICE = frozenset(_OF_THE_SERVICE.split())
COMMON = frozenset(_COMMON.split())
