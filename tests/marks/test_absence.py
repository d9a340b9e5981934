import pytest
from hypothesis import given, settings
from tests.marks.strategies import TYPED

from tracemark.marks.rules import Absent, describe_absent, find_absence, read_mark

SAID = {
    Absent.NONE: (
        "no marks;nil;none;NONE;N/A;not marked;no serial number;néant;sans numéro;aucun;без номера;"
        "б/н;нет;无;无编号;没有编号;لا يوجد;بدون رقم;ninguno;sin número;sin marcas;ohne Nummer"
    ),
    Absent.NOT_LOOKED_FOR: (
        "not looked for;not checked;non vérifié;не проверялось;не осматривалось;未检查;"
        "لم يتم الفحص;no revisado"
    ),
    Absent.ILLEGIBLE: (
        "ILLEGIBLE (rust);unreadable;rusty;worn;???;illisible;rouillé;нечитаемый;неразборчиво;"
        "无法辨认;看不清;غير مقروء;صدئ;ilegible;oxidado;unleserlich"
    ),
    Absent.REMOVED: (
        "removed;S/N ground off;serial removed;filed off;obliterated;numéro limé;meulé;номер сбит;"
        "спилен;удалён;锉掉;磨去;ممسوح;تمت إزالته;limado;número borrado;ausgeschliffen;"
        "rusted, number filed off"
    ),
    Absent.NOT_STATED: (
        ";-;—;?;UNK;unknown;not known;n/k;inconnu;non précisé;неизвестно;н/д;нет данных;未知;不详;"
        "غير معروف;desconocido;no consta;ditto;同上;S/N"
    ),
}


@pytest.mark.parametrize(
    ("typed", "absent"), [(word, absent) for absent, words in SAID.items() for word in words.split(";")]
)
def test_five_kinds_of_absence_are_told_apart_in_six_languages(typed, absent):
    assert find_absence(typed) is absent


@pytest.mark.parametrize("typed", ["LMR", "TRUST", "RUST12", "VERX", "12 removed?45", "★", "worn 12?4"])
def test_what_may_hold_a_reading_is_not_called_absent(typed):
    assert find_absence(typed) is None


@settings(max_examples=200)
@given(TYPED)
def test_a_mark_is_either_read_or_absent_and_its_text_is_kept_to_the_letter(typed):
    mark = read_mark(typed)
    assert mark.verbatim == typed
    assert (mark.absent is None) == bool(mark.normalized)


def test_an_absent_mark_says_why_and_a_read_one_does_not():
    finding = describe_absent(read_mark("removed"))
    assert finding is not None
    assert finding.code == "mark_removed"
    assert describe_absent(read_mark("AB123")) is None
