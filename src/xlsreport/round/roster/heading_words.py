"""Headings of rosters in languages that xlsreport does not speak, by column.

A plain “number” is none of them: a running number is no code, since it changes when agencies come and go.
"""

from __future__ import annotations

from collections.abc import Mapping

_CODES = """
Kennung, Behördenkennung, Behördencode, Dienststellennummer, Behördennummer, Schlüssel
code organisme, code de l'organisme, identifiant, code établissement
código, código del organismo, código de la entidad, clave, identificador
código do órgão, código da entidade
codice, codice ente, codice dell'ente, identificativo
instellingscode, organisatiecode
kod, kod jednostki, identyfikator
код, код органа, код организации, код учреждения
코드, 기관코드, 기관 코드
コード, 機関コード, 団体コード
mã, mã cơ quan, mã đơn vị
कोड, कार्यालय कोड, संस्था कोड
"""
_NAMES = """
Bezeichnung, Behörde, Dienststelle, Einrichtung, Name der Behörde, Name der Einrichtung, Name der Dienststelle
nom, dénomination, organisme, nom de l'organisme, établissement, nom de l'établissement
nombre, denominación, organismo, entidad, institución, dependencia, nombre del organismo, nombre de la entidad
nome, denominação, órgão, entidade, instituição, nome do órgão, nome da entidade
denominazione, ente, amministrazione, nome dell'ente
naam, instelling, organisatie, naam van de instelling
nazwa, jednostka, instytucja, nazwa jednostki
наименование, название, орган, организация, учреждение, наименование органа, наименование организации
기관명, 기관, 기관 명칭, 명칭
機関名, 団体名, 名称, 機関, 団体
tên, tên cơ quan, tên đơn vị, cơ quan, đơn vị
नाम, कार्यालय का नाम, संस्था का नाम
"""
_KINDS = """
Art, Typ, Kategorie, Art der Behörde, Art der Einrichtung
catégorie, nature, type d'organisme
tipo, categoría, clase, tipo de organismo
categoria, tipo de órgão, tipologia
soort, categorie
rodzaj, typ, kategoria
вид, тип, категория
유형, 구분, 기관유형, 종류
種別, 区分, 種類
loại, loại hình
प्रकार, श्रेणी
"""
_PARENTS = """
übergeordnete Behörde, übergeordnete Stelle, Aufsichtsbehörde
tutelle, organisme de tutelle, organisme de rattachement
organismo superior, adscripción
órgão superior, vinculação
ente superiore, ente vigilante
bovenliggende instelling
jednostka nadrzędna
вышестоящий орган, вышестоящая организация
상급기관, 상위기관
上位機関, 所管
cơ quan cấp trên, cơ quan chủ quản
"""
_CONTACTS = """
Ansprechpartner, Ansprechpartnerin, Ansprechperson, Kontakt, Telefon, Telefonnummer, E-Mail-Adresse
téléphone, courriel, correspondant, interlocuteur, personne à contacter
contacto, persona de contacto, teléfono, correo electrónico, correo
contato, telefone, correio eletrônico, pessoa de contato
contatto, referente, telefono, posta elettronica
contactpersoon, telefoon, e-mailadres
osoba kontaktowa, adres e-mail
контакт, контактное лицо, телефон, электронная почта
연락처, 담당자, 전화번호, 전화, 이메일
連絡先, 担当者, 電話番号, メール
liên hệ, người liên hệ, điện thoại, số điện thoại
संपर्क, दूरभाष, फ़ोन
"""
_LANGUAGES = "língua, lingua, taal, język, язык, 언어, 言語, ngôn ngữ, भाषा"

_COLUMNS = {
    "code": _CODES,
    "name": _NAMES,
    "kind": _KINDS,
    "parent": _PARENTS,
    "contact": _CONTACTS,
    "language": _LANGUAGES,
}


def _words(listed: str) -> tuple[str, ...]:
    return tuple(word.strip() for line in listed.strip().splitlines() for word in line.split(","))


WORDS_BY_COLUMN: Mapping[str, tuple[str, ...]] = {name: _words(listed) for name, listed in _COLUMNS.items()}
"""Synonyms of the heading of each column, language by language."""
