"""Everyday words, names and places of the languages whose old code pages must be told apart.

Chosen for the letters beyond ASCII that each language writes, in their usual company; what is counted from them is
which letter follows which. Written for this purpose by us.
"""

SAMPLES: tuple[tuple[str, str], ...] = (
    ("cp1252", """
        numéro modèle fabriqué saisie arrêté décembre février août première équipe sécurité présent marqué année été
        à où déjà très après élève frère père mère forêt hôtel côte être même fenêtre château âge goût brûlé sûr naïf
        noël garçon français reçu leçon façade ça çà œuvre cœur sœur bœuf propriétaire détenteur pièce caisse scellé
        dépôt entrepôt préfecture général armée république démocratique état identité vérifié contrôlé détruit volé
        récupéré trouvé remis déclaré périmé légère légères munitions société régiment brigadière côté bénéfice
        sénégal guinée côte bénin algérie yaoundé andré rené françois josé hélène zoé léopold aimé désiré éric émile
        évalué événement étranger état électrique échange n° métier métal crête forêts intérêt québécois téléphone
        régional qualité quantité modifié calibré répété réparé désactivé neutralisé illisible effacé inconnu gravé"""),
    ("cp1252", """
        número señor año niño españa muñoz peña núñez ibáñez compañía pequeña pequeño mañana montaña cañón daños
        fusil munición revólver policía militar incautación fabricación régimen destrucción dirección región también
        según aquí así está están después día días más sólo qué cómo dónde cuándo país países común única público
        código índice último número teléfono médico básico crédito difícil fácil útil móvil ángel josé maría garcía
        martínez lópez hernández pérez gómez sánchez ramírez rodríguez gonzález fernández jiménez álvarez díaz ruiz
        bogotá medellín cúcuta méxico panamá perú córdoba málaga león mérida yucatán pingüino vergüenza argüelles
        nº estación ubicación observación retención situación identificación pistón cartón razón unión avión camión
        añejo cañada baño dueño otoño sueño tamaño puño leña uña viña piña seña ñandú peñón muñeca ¿qué ¡alto"""),
    ("cp1252", """
        não são então mão irmão coração munição apreensão destruição fabricação região direção situação padrão nação
        número código único também até após você três mês português inglês está já além porém ninguém saúde país
        espingarda carabina metálica pública polícia militar câmara ângulo âmbito três lâmpada pêssego avô robô
        joão antónio antônio josé luís lourenço gonçalves conceição assunção simões magalhães guimarães praça força
        licença espaço peça cabeça braço ação ções armações nações corações à às àquela lã maçã manhã irmã órgão bênção
        são tomé príncipe moçambique guiné bissau luanda maputo brasília"""),
    ("cp1252", """
        für über großer straße münchen köln nürnberg düsseldorf österreich zürich müller schröder schäfer jäger
        büchse gewehr stück stücke kürzer länge gerät behörde prüfung prüfstelle beschuß schließlich größe maß weiß
        heißt dreißig gefäß fuß gruß schütze schützen gürtel hülse zünder züge läufe lauf geändert gelöscht gelöst
        zurück natürlich möglich können müssen würde hätte wäre fälle später während nächste männer mädchen öffnung
        übergabe überprüft ähnlich änderung äußere öl jörg günther jürgen björn bäcker köhler krüger königs"""),
    ("cp1252", """
        città università qualità quantità perché poiché così più già può sarà però lunedì venerdì né è caffè età
        società proprietà identità libertà attività metà verità autorità facoltà virtù gioventù giù là lì sì dà"""),
    ("cp1252", """
        för från åren är göteborg malmö västerås örebro växjö sjögren åkerström björk höger vänster gevär hagelgevär
        størrelse våben gevær københavn århus ålborg køge sønder jørgen søren kjær åse høj på får også år både måned
        forsøg første nødvendig øvrige æble være læse træ tromsø bodø ålesund værnes sørensen ødegård hyvää päivä
        päällä määrä työ yö käytössä häviö löytö sähkö ympäristö jyväskylä seinäjoki hämeenlinna järvi mäki pöytä"""),
    ("cp1250", """
        łódź kraków gdańsk poznań wrocław białystok rzeszów częstochowa zielona góra świdnik wałbrzych śląsk wąchock
        wiśniewski wójcik kamiński kowalczyk zieliński szymański woźniak dąbrowski kozłowski jabłoński król wróbel
        pistolet karabin żołnierz broń amunicja numer określony zniszczony przekazał został została był była będzie
        są się jest że przez także który którą które później również więc już może można ponieważ źródło źle wcześniej
        część częściowo pięć dziewięć dziesięć tysiąc miesiąc październik wrzesień styczeń kwiecień grudzień sierpień
        zgłoszenie stwierdzono kradzież właściciel posiadacz pozwolenie ważność ilość województwo policja straż łączna
        głowa ręka noga oś miłość książka wąż ćma święto święta źrebię żółty żaba ósmy ślad ścisły łuska łącznie"""),
    ("cp1250", """
        plzeň brno ústí nad labem hradec králové české budějovice zlín kroměříž břeclav třebíč příbram děčín jičín
        novák dvořák procházka kučera veselý horák němec černý růžička beneš fiala sedláček doležal zeman kolář čermák
        zbraň puška pistole náboj střelivo vojenský ráže výrobní číslo výrobce držitel převzal předal zničeno odcizeno
        nález ztráta úřad policie stát měsíc září říjen březen květen červen červenec pondělí středa čtvrtek pátek
        při před přes který která které může být však také již ještě dále průkaz zbrojní důvod způsob dům stůl kůň
        město světlo těžký děti věc řada řeka hoří třída křest šest žena život čas části dělostřelecký žádost žádný"""),
    ("cp1250", """
        bratislava košice prešov žilina nitra banská bystrica trenčín poprad ďakujem ľudia ľahký ťažký mäso päť deväť
        stôl vôľa kôň môže nôž môj zbraň strelivo výroba číslo držiteľ občan úrad štát mesiac november júl máj
        priezvisko kováč horváth varga tóth nagy baláž szabó molnár dĺžka stĺp vŕba kŕmiť učiteľ riaditeľ veľký ďalší
        každý"""),
    ("cp1250", """
        székesfehérvár győr miskolc debrecen pécs kecskemét nyíregyháza szombathely tatabánya kőbánya érd újpest
        nagy kovács tóth szabó horváth varga kiss molnár németh farkas balogh papp takács juhász lakatos mészáros
        fegyver lőszer pisztoly gyártó gyártási szám tulajdonos engedély rendőrség őrizet megsemmisítve elveszett
        és hogy több közül között szerint után előtt őszi idő nő erdő gyűrű fűrész tűz bűn szűk ügy ügyvéd üzem
        könyv öt öröm kör út új úr így írt lőtt hőmérő erő jövő első utolsó külső belső köszönöm különböző összesen"""),
    ("cp1250", """
        bucureşti iaşi braşov timişoara constanţa galaţi craiova ploieşti oradea bacău piteşti târgu mureş brăila
        armă muniţie puşcă pistolet poliţia ştampilă număr fabricaţie deţinător autorizaţie confiscată distrusă găsită
        şi că să în din până după când între către atât fără două nouă astăzi început sfârşit întâi mâine câine pâine
        popescu ionescu dumitrescu stănescu constantinescu gheorghiţă ştefan ţara ţeavă şase şapte împotriva înainte
        românia românesc română vânătoare vânător răspuns cărţi oraş judeţ direcţia naţional secţia staţie soluţie"""),
    ("cp1250", """
        đorđević jovanović petrović nikolić marković đukić stojković ilić pavlović čačak niš užice šabac požarevac
        zagreb split šibenik karlovac čakovec đakovo županja požega oružje puška pištolj metak streljivo proizvođač
        tvornički vlasnik oduzeto izgubljeno uništeno služba međunarodni između već još također što će biće kuća noć
        ljubljana škofja loka kranj žalec ljubečna dvorišče orožje naboj številka proizvajalec država žig češče"""),
    ("cp1254", """
        istanbul İstanbul izmir İzmir diyarbakır şanlıurfa ağrı muğla eskişehir kırşehir çanakkale balıkesir gümüşhane
        yılmaz kaya demir şahin çelik yıldız yıldırım öztürk aydın özdemir arslan doğan kılıç aslan çetin koç kurt özkan
        şimşek silah tüfek tabanca fişek mühimmat jandarma emniyet müdürlüğü sayısı seri numarası üretici kırıkkale
        çalıntı kayıp bulundu teslim edildi imha edilmiş olduğu değil için olarak ağustos eylül kasım aralık şubat mayıs
        doğu batı güney kuzey türkiye cumhuriyeti başkanlığı içişleri bakanlığı değişik ölçü çap yıl gün ışık iğne ağaç
        dağ yağ oğlu eroğlu karaoğlan ağabey öğretmen öğle çocuk üçüncü dördüncü kullanılan yapılan alınan kaydı
        sahibi"""),
    ("cp1251", """
        автомат пистолет карабин винтовка ружьё пулемёт гранатомёт патрон патроны калибр номер заводской серийный
        изготовитель завод ижевск тула ковров москва петербург новосибирск область район город село улица дом отдел
        изъято изъятое найдено обнаружено сдано добровольно утрачено похищено уничтожено передано получено выдано
        министерство внутренних дел полиция милиция начальник управления старший сержант капитан майор подполковник
        иванов петров сидоров кузнецов смирнов васильев попов соколов михайлов новиков фёдоров морозов волков алексеев
        январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь год года месяц число дата
        оружие огнестрельное охотничье гладкоствольное нарезное состояние исправно неисправно примечание владелец
        разрешение хранение ношение акт протокол уголовное дело по на из от для при или что это был была было были
        не нет без не читается номер спилен неизвестно отсутствует маркировка клеймо страна производства россия ссср
        який було також зброя набої вилучено знайдено здано втрачено київ харків львів одеса дніпро україна їх її є і
        гвинтівка пістолет рушниця власник дозвіл слідчий міліція поліція область січень лютий березень квітень травень
        зброї кількість виробник серійний модель беларусь мінск брэст гродна ўзнагарода ўжо оръжие пистолети боеприпаси
        българия софия пловдив варна собственик разрешително намерено загубено унищожено производител оружје пиштољ
        пушка муниција произвођач власник србија београд ниш нови сад љубав његов ђорђевић ћирић џеп
        македонија скопје"""),
    ("cp1253", """
        πιστόλι τουφέκι όπλο όπλα πυρομαχικά αριθμός σειράς διαμέτρημα κατασκευαστής κάτοχος άδεια αστυνομία στρατός
        κατασχέθηκε βρέθηκε παραδόθηκε απωλέσθη καταστράφηκε αθήνα θεσσαλονίκη πάτρα ηράκλειο λάρισα βόλος ιωάννινα
        κύπρος λευκωσία ελλάδα παπαδόπουλος γεώργιος ιωάννης νικόλαος κωνσταντίνος δημήτριος μαρία αικατερίνη και το
        της του των τους στην στον με για από είναι ήταν δεν θα μη ένα μία δύο τρία χρόνος μήνας ιανουάριος φεβρουάριος
        μάρτιος απρίλιος μάιος ιούνιος ιούλιος αύγουστος σεπτέμβριος οκτώβριος νοέμβριος δεκέμβριος υπηρεσία τμήμα"""),
    ("cp1256", """
        مسدس بندقية رشاش ذخيرة ذخائر سلاح أسلحة عيار رقم الرقم التسلسلي المصنع بلد الصنع الطراز النوع حالة ملاحظات
        ضبط مضبوطة عثر عليها تسليم مفقود مسروق تم تدمير إتلاف مركز شرطة الشرطة الجيش وزارة الداخلية الدفاع محافظة مدينة
        محمد أحمد علي حسن حسين عبد الله عبدالرحمن إبراهيم يوسف مصطفى خالد عمر سعيد صالح ناصر القاهرة بغداد دمشق عمان
        بيروت الرباط تونس الجزائر طرابلس صنعاء الخرطوم الرياض في من إلى على عن مع هذا هذه التي الذي كان كانت قد لا غير
        مقروء مطموس بدون ترخيص حامل مالك اسم تاريخ شهر سنة يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر
        نوفمبر ديسمبر قطعة عدد كمية مخزن مستودع لجنة ضابط نقيب رائد عقيد ملازم أول الجمهورية العربية المملكة الدولة
        پلیس اسلحه تفنگ گلوله ایران تهران کلت چهار گزارش بندوق پستول کراچی لاہور پشاور نمبر"""),
)  # fmt: skip

COMMON_CHINESE = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家"
    "种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民"
    "第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话"
    "合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神"
    "枪支弹药手步机冲锋霰猎自动型号编序列口径毫米制造厂家缉获查收缴上交遗失被盗销毁登记单位省市县区公安局派出所派持证备注"
    "数量状态完好损坏无法辨认日期姓名性别地址电话案件保管仓库移交接收人员签字武器轻小标识追查五六七八九零式警察部队边防海关"
)
