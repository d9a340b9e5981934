"""Strings as officers type them: what each must be read as."""

from collections.abc import Mapping
from typing import TypeVar

import pytest

from tracemark.reference.data import load_tables
from tracemark.reference.rules import find_calibre, find_maker, find_weapon_type, model_key

Key = TypeVar("Key")

MAKERS = {
    "beretta": "Beretta|Bereta|Berreta|Berrta|Beetta|Bretta|P. Beretta|Pietro Beretta|Pietro Bretta|"
    "Беретта|伯莱塔|بيريتا",
    "chamelot-delvigne": "Chamelot-Delvigne",
    "colt": "Colt|COLT|Collt|Colt Hartford|Кольт|柯尔特|كولت",
    "cz": "CZ|C.Z.|CZUB|Ceska Zbrojovka|Česká zbrojovka a.s.|ЧЗ",
    "enfield": "Enfield|RSAF Enfield|Lee-Enfield|Efield|Enield|Enfild",
    "fn": "FN|F.N.|Fabrique Nationale|FN Herstal|F Herstal|FN |ФН|إف إن",
    "glock": "Glock|GLOCK|Glok|Glock Ges.m.b.H.|Glock |Глок|格洛克|غلوك|Glосk",
    "heckler-koch": "Heckler & Koch|HK|H&K|Hekler & Koch|Heckler &Koch|Hecklr & Koch|"
    "Heckler und Koch GmbH|Хеклер и Кох",
    "imi": "IMI|I.M.I.|Israel Military Industries",
    "izhmash": "Izhmash|IZHMASH|Izhmasch|Kalashnikov Concern|Kaashnikov Concern|"
    "Izmash|Izhash|Izhmah|Izhmsh|ИЖМАШ",
    "izhmekh": "Izhmekh|Izhmeh|Izmekh|Izhekh|Ihmekh|Izhmkh|Izhevsk Mech. Plant|"
    "Baikal|Bajkal|Baial|ИЖМЕХ|Байкал",
    "lefaucheux": "Lefaucheux",
    "mauser": "Mauser|Маузер",
    "mossberg": "Mossberg|Mosberg|O.F. Mossberg|Mosserg|Mossbeg|Mossbrg|O.F. Mossbrg",
    "norinco": "Norinco|NORINCO|Norinko|China North|Nrinco|Норинко|北方工业|نورينكو",
    "remington": "Remington|REM|Remingtom|Remington Arms|Rmington|Remigton|Reington|Reminton Arms",
    "sarsilmaz": "Sarsilmaz|Sarsilmas|SAR|Sarsimaz|Srsilmaz|Sasilmaz|Sarsimas|Sarsılmaz",
    "smith-wesson": "Smith & Wesson|S&W|Smith Wesson|Smith & Weson|Smith & Wsson|Smth & Wesson|史密斯威森",
    "taurus": "Taurus|TAURUS|Forjas Taurus|Forjas Turus|Tauras|Turus|Tarus|Таурус",
    "tula": "Tula|TOZ|Tula Arms Plant|Tua Arms Plant|Tulla|ТОЗ|Тульский оружейный завод",
    "walther": "Walther|Carl Walther|Walter|Walher|Wlther|Walthr|Вальтер",
    "zastava": "Zastava|Crvena Zastava|Zastava Arms|Zastva|Црвена Застава",
}

CALIBRES = {
    "12/70": "12/70|12x70",
    "303british": ".303 British|.303|303 Brit",
    "32acp": ".32 ACP|7.65 Browning|7.65x17",
    "38spl": ".38 Special|38 spl",
    "5.45x39": "5.45x39|5,45х39",
    "5.56x45": "5.56x45|5.56 mm|.223|5.56 NATO",
    "7.62x39": "7.62x39|7.62 x 39|7.62x39mm|7,62х39 мм|7.62*39|٧٫٦٢×٣٩",
    "7.62x51": "7.62x51|7.62 NATO|.308 Win|7.62x51 (.308 Win)",
    "7.62x54R": "7.62x54|7.62x54R|7,62х54R",
    "9x18": "9x18|9 mm Makarov|9 мм Макаров",
    "9x19": "9x19|9 mm Para|9×19|9 mm Luger|9 Parabelum",
}

COARSE = {
    "9 mm": "9 mm|9mm|9 мм|9毫米|9 ملم|9",
    "7.62": "7.62|7,62|7.62 mm",
    "7.65": "7.65|7.65 mm",
    "5.45": "5.45",
    ".38": ".38|38",
    "12 gauge": "12|12 ga|12 gauge|12 bore|12 кал|12号|عيار 12",
}

TYPES = {
    (
        "assault_rifle",
        "small_arm",
    ): "Assault rifle|Aslt rifle|Rifle, assault|Автомат|突击步枪|بندقية آلية|Fusil d'assaut",
    (
        "self_loading_pistol",
        "small_arm",
    ): "Pistol|pistol|Hand gun|Pistola|Пистолет|手枪|مسدس|Pistol with 2 magazines",
    ("revolver", "small_arm"): "Revolver|revolver|Револьвер|左轮手枪",
    ("shotgun", "small_arm"): "Shotgun|Shot gun|shotgun|Escopeta|Ружье охотничье|猎枪|بندقية صيد",
    ("sub_machine_gun", "small_arm"): "SMG|Sub-machine gun|冲锋枪",
    ("rifle", "small_arm"): "Rifle|rifle|Винтовка|步枪",
    ("bolt_action_rifle", "small_arm"): "Bolt-action rifle|Rifle, bolt action|Bolt action rifle 7.62",
    ("general_purpose_machine_gun", "small_arm"): "GPMG",
    ("machine_gun", "small_arm"): "Machine gun",
    ("heavy_machine_gun", "light_weapon"): "Machine gun, heavy|HMG",
    ("bolt", "part"): "Bolt, rifle|Rifle bolt",
    ("barrel", "part"): "Barrel (loose)|Pistol barrel",
    ("magazine", "part"): "Magazine AK|AK magazine",
    ("ammunition", "ammunition"): "Ammunition 9 mm, 1 box|Ammunition 7.62x39, 60 rounds|патроны 9 мм|子弹",
    (
        "replica",
        "replica",
    ): "Airsoft replica|Imitation pistol|Toy gun (replica)|Replica pistol|玩具手枪|مسدس لعبة",
    ("converted_weapon", "small_arm"): "Converted blank-firer|Blank-firer, converted",
    ("blank_firer", "other"): "Blank-firing pistol|Газовый пистолет",
    ("antique", "antique"): "Antique rifle",
}

MODELS = {
    ("beretta", "92"): "92|92FS|M92",
    ("colt", "M16"): "M16|M16A1",
    ("cz", "75"): "75|75B|CZ 75",
    ("enfield", "NO4"): "No 4|No.4 Mk I",
    ("fn", "FAL"): "FAL|FN FAL|FAL 50-00",
    ("fn", "HIPOWER"): "Hi-Power|HP|GP35",
    ("glock", "17"): "17|G17|Glock 17|17 Gen4",
    ("heckler-koch", "G3"): "G3|G-3|G3A3",
    ("heckler-koch", "MP5"): "MP5|MP5A3",
    ("imi", "UZI"): "Uzi|UZI",
    ("izhmash", "AK"): "AKM|A.K.M.|AK47|АКМ|АКМС",
    ("izhmash", "AK74"): "AK-74|AK74",
    ("izhmash", "PK"): "PK|PKM",
    ("izhmash", "SAIGA12"): "Saiga-12|Saiga 12K",
    ("izhmekh", "IZH27"): "IZh-27|MP-27",
    ("izhmekh", "MAKAROV"): "Makarov PM|Makarov|PM|ПМ",
    ("mossberg", "500"): "500|500A|M500",
    ("norinco", "56"): "Type 56|T56|56|56式|五六式",
    ("remington", "870"): "870|870 Express",
    ("sarsilmaz", "KILINC2000"): "Kilinc 2000|K2",
    ("smith-wesson", "10"): "10|Model 10",
    ("taurus", "85"): "85|M85",
    ("tula", "TOZ34"): "TOZ-34",
    ("walther", "PPK"): "PPK|PPK/S",
    ("zastava", "M70"): "M70|M-70|M70AB2",
}


def spread(table: Mapping[Key, str]) -> list[tuple[str, Key]]:
    return [(typed, key) for key, row in table.items() for typed in row.split("|")]


@pytest.mark.parametrize(("typed", "code"), spread(MAKERS))
def test_a_maker_is_recognised_as_typed(typed: str, code: str) -> None:
    assert find_maker(load_tables(), typed).code == code


@pytest.mark.parametrize(("typed", "code"), spread(CALIBRES))
def test_a_calibre_is_recognised_as_typed(typed: str, code: str) -> None:
    assert find_calibre(load_tables(), typed).code == code


@pytest.mark.parametrize(("typed", "group"), spread(COARSE))
def test_a_short_calibre_is_only_a_coarse_hit(typed: str, group: str) -> None:
    hit = find_calibre(load_tables(), typed)
    assert (hit.code, hit.how, hit.coarse) == (None, "coarse", group)


@pytest.mark.parametrize(("typed", "expected"), spread(TYPES))
def test_a_weapon_type_is_recognised_with_its_scope(typed: str, expected: tuple[str, str]) -> None:
    hit = find_weapon_type(load_tables(), typed)
    assert (hit.code, hit.scope) == expected


@pytest.mark.parametrize(("typed", "expected"), spread(MODELS))
def test_models_of_one_family_share_a_key(typed: str, expected: tuple[str, str]) -> None:
    maker, key = expected
    assert model_key(maker, typed, load_tables()) == key


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("home-made", "craft"), ("craft-made", "craft"), ("local make", "craft"), ("самодельный", "craft"),
        ("not known", "unknown"), ("unknown", "unknown"), ("unkown", "unknown"), ("?", "unknown"),
        ("未知", "unknown"), ("غير معروف", "unknown"), ("", "not_stated"), ("  - ", "not_stated"),
    ],
)  # fmt: skip
def test_no_maker_is_said_with_its_reason(typed: str, reason: str) -> None:
    hit = find_maker(load_tables(), typed)
    assert (hit.code, hit.how, hit.reason) == (None, "absent", reason)


@pytest.mark.parametrize(
    ("model", "code"),
    [
        ("AKM", "izhmash"), ("AK-74", "izhmash"), ("PKM", "izhmash"), ("Saiga-12", "izhmash"),
        ("A.K.M.", "izhmash"), ("Makarov PM", "izhmekh"), ("IZh-27", "izhmekh"), ("MP-27", "izhmekh"),
    ],
)  # fmt: skip
def test_the_model_tells_which_maker_of_izhevsk(model: str, code: str) -> None:
    assert find_maker(load_tables(), "Izhevsk", model).code == code


def test_izhevsk_alone_is_ambiguous_and_names_both() -> None:
    hit = find_maker(load_tables(), "Izhevsk")
    assert (hit.code, hit.how, hit.candidates) == (None, "ambiguous", ("izhmash", "izhmekh"))
