import type { FAULTS, ValueKind, WordsOf } from "@rapport/contract/refusals";

const TYPES = { text: "tekst", integer: "een geheel getal", decimal: "een getal", currency: "een bedrag", boolean: "ja of nee", date: "een datum" } as const;
const DISPLAYS = { list: "een lijst", range: "een bereik", date: "een datum" } as const;
const UNITS = { day: "dag", month: "maand" } as const;

/** Everything that can be wrong with one place of a request, in Dutch: a clause that follows the place. */
export const FAULTS_NL: WordsOf<typeof FAULTS> = {
  "attribute.bounds_not_number": () => "alleen een getal kan een onder- of bovengrens hebben",
  "attribute.bounds_order": () => "de ondergrens ligt boven de bovengrens",
  "attribute.filter_display": ({ type, takes }) =>
    `dit filter is niet voor ${TYPES[type]}; daarvoor is ${takes.map((display) => DISPLAYS[display]).join(" of ")}`,
  "attribute.filter_missing": () => "stel eerst het filter in, en maak het kenmerk dan filterbaar",
  "attribute.filter_multi": ({ type }) => `een filter op ${TYPES[type]} neemt één waarde tegelijk: zet multi uit`,
  "attribute.list_empty": () => "een vaste lijst heeft minstens één waarde nodig",
  "attribute.list_not_text": () => "alleen een tekst kan een vaste lijst waarden hebben",
  "attribute.list_twice": ({ value }) => `de waarde "${value}" staat twee keer in de vaste lijst`,
  "attribute.multiple_not_text": () => "alleen een tekst kan meer waarden hebben",
  "attribute.thresholds_order": () => "geef de grenzen van laag naar hoog, elk één keer",
  "attribute_value.above": ({ upper }) => `is hoger dan ${upper}`,
  "attribute_value.below": ({ lower }) => `is lager dan ${lower}`,
  "attribute_value.decimals": ({ most }) => `heeft meer dan ${most} decimalen`,
  "attribute_value.empty": () => "is leeg: laat het kenmerk dan weg",
  "attribute_value.large": () => "is een te groot getal",
  "attribute_value.not_boolean": () => "is geen ja of nee (true of false)",
  "attribute_value.not_date": () => "is geen datum zoals 1985-12-03",
  "attribute_value.not_integer": () => "is geen geheel getal",
  "attribute_value.not_listed": () => "staat niet in de lijst waarden van het kenmerk",
  "attribute_value.not_number": () => "is geen getal",
  "attribute_value.not_text": () => "is geen tekst",
  "attribute_value.several": () => "zijn meer waarden, waar er één mag",
  "attribute_value.twice": () => "heeft dezelfde waarde twee keer",
  "attribute_value.unknown": () => "is geen kenmerk van deze onderneming",
  "filter.missing": ({ attribute }) => `op "${attribute}" is geen filter`,
  "filter.other_kind": ({ attribute, kind, expected }) => `het filter op "${attribute}" is van het soort ${expected}, niet ${kind}`,
  "form.address_book": () => "heeft niet de juiste vorm: 1 tot 40 letters, cijfers, streepjes en liggende streepjes",
  "form.attribute": () => "is geen code van een kenmerk; een kleine letter, dan letters, cijfers en liggende streepjes, hoogstens 50",
  "form.currency": () => "is geen valuta; een code van ISO 4217 wordt verwacht, zoals EUR",
  "form.event": () => "is geen gebeurtenis; event1 tot en met event1000 wordt verwacht",
  "form.filter_type": () => "is geen soort filter dat hier kan; dateRange, breakdown of excludeItemIds wordt verwacht, segmenten kunnen nog niet",
  "form.legal_entity": () => "is geen code van een onderneming; 2 tot 20 letters en cijfers worden verwacht",
  "form.message_path": () => "is geen plaats in een bericht; namen met punten ertussen worden verwacht, zoals properties.coupon",
  "form.number": () => "heeft niet de juiste vorm: 1 tot 20 letters, cijfers, streepjes en liggende streepjes",
  "form.number_format": () => "is geen vorm van nummers; één reeks # of & met vaste tekens eromheen wordt verwacht, zoals CB-####",
  "form.rsid": () => "is geen naam van een rapportsuite; letters, cijfers, streepje, liggend streepje en punt worden verwacht, hoogstens 100",
  "form.time_zone": () => "is geen tijdzone; een naam van IANA wordt verwacht, zoals Europe/Amsterdam",
  "form.variable": () =>
    "is geen variabele; evar1 tot evar250, prop1 tot prop75, list1 tot list3, event1 tot event1000, campaign, marketingchannel, category, product, page of channel wordt verwacht",
  "form.variables": () => "heeft te veel variabelen; hoogstens 1400 worden verwacht",
  "report.clause_end": () => "eindigt waar een tekst tussen enkele aanhalingstekens wordt verwacht",
  "report.clause_open": ({ at }) => `een haakje opent bij teken ${at} en sluit niet`,
  "report.clause_rest": ({ found, at }) => `AND, OR of het einde wordt verwacht, bij teken ${at} staat ${found}`,
  "report.clause_text": ({ found, at }) => `een tekst tussen enkele aanhalingstekens wordt verwacht, bij teken ${at} staat ${found}`,
  "report.clause_unreadable": ({ at }) => `is niet te lezen vanaf teken ${at}; teksten staan tussen enkele aanhalingstekens`,
  "report.columns_same_id": () => "twee kolommen hebben hetzelfde columnId",
  "report.dimension_unknown": ({ id, known }) => `"${id}" is geen dimensie van een rapport; er zijn variables/… ${known.join(", ")}`,
  "report.filter_foreign": ({ type }) => `betekent niets in een filter van het soort ${type}`,
  "report.filter_id_missing": () => "heeft een id nodig, waarmee kolommen het noemen",
  "report.filter_id_twice": ({ id }) => `een ander filter heeft het id "${id}" al`,
  "report.filter_id_unknown": ({ id }) => `"${id}" is niet het id van een metricFilter`,
  "report.filter_needs": ({ type, keys }) => `een filter van het soort ${type} heeft ${keys.length === 1 ? "" : "een van "}${keys.join(", ")} nodig`,
  "report.filter_no_dimension": () => "heeft een dimensie nodig, want het rapport heeft er geen",
  "report.instances_no_dimension": () =>
    "metrics/instances telt hoe vaak de dimensie van het rapport is gezet, en heeft dus een dimensie nodig die hits zetten, zoals variables/evar1",
  "report.item_id": ({ id }) => `"${id}" is geen id van een regel; neem het itemId van een rij van het rapport, of geef itemValue`,
  "report.locale": ({ locale }) => `"${locale}" is geen taal zoals en_US of nl-NL`,
  "report.metric_id_missing": () => "heeft een id nodig, zoals metrics/orders",
  "report.metric_two": ({ id, formula }) => `het id is ${id} en de formule vraagt om ${formula}`,
  "report.metric_unknown": ({ id, known }) => `"${id}" is geen cijfer van een rapport; er zijn metrics/… ${known.join(", ")}`,
  "report.model_two": () => "de context verschilt van die van de formule",
  "report.no_date_range": () => "voor deze kolom geldt geen periode; zet er een in globalFilters",
  "report.no_participation": ({ id }) => `${id} kent geen deelname`,
  "report.range_form": ({ range }) => `"${range}" heeft een begin en een einde nodig met één schuine streep ertussen`,
  "report.range_no_such_time": ({ range, time }) => `in "${range}" bestaat de tijd "${time}" niet`,
  "report.range_order": ({ range }) => `in "${range}" moet het einde na het begin liggen; het einde zelf telt niet mee`,
  "report.range_time": ({ range, time }) => `in "${range}" is "${time}" geen tijd zoals 2024-01-01T00:00:00.000 en geen formule zoals td-7d`,
  "report.range_zone": ({ range, time }) => `in "${range}" noemt "${time}" een tijdzone; laat die weg, tijden zijn die van de rapportsuite`,
  "report.search_no_names": () => "zoekt in de namen van de dimensie van het rapport, en die moet dus een andere zijn dan dagen en maanden",
  "report.time_item": ({ id, unit }) => `itemId "${id}" is niet het id van een ${UNITS[unit]}`,
  "report.time_text": ({ text, unit }) => `itemValue "${text}" is geen ${UNITS[unit]}`,
  "row.in_another_book": ({ worker }) => `staat al in het klantenboek van ${worker}`,
  "row.twice": () => "staat twee keer in deze lijst",
  "row.unknown_address_book": ({ book }) => `adresboek ${book} bestaat niet`,
  "row.unknown_customer": () => "is geen klant van deze onderneming",
  "value.choice": ({ choices }) => `kan dit niet zijn; ${either(choices)} wordt verwacht`,
  "value.date": () => "is geen datum; de vorm 2026-01-31 wordt verwacht",
  "value.element": () => "bevat een waarde die hier niet kan",
  "value.email": () => "is geen e-mailadres",
  "value.empty": () => "is leeg; tekst wordt verwacht",
  "value.few": ({ least }) => `heeft te weinig; minstens ${least} wordt verwacht`,
  "value.form": () => "heeft niet de vorm die wordt verwacht",
  "value.id": () => "is geen id zoals deze server het gaf",
  "value.key": () => "is geen naam die hier kan",
  "value.large": ({ most }) => `is te groot; hoogstens ${most} wordt verwacht`,
  "value.long": ({ most }) => `is te lang; hoogstens ${most} ${most === 1 ? "teken" : "tekens"}`,
  "value.many": ({ most }) => `heeft te veel; hoogstens ${most} wordt verwacht`,
  "value.missing": ({ expected }) => `ontbreekt${expectedWords(expected)}`,
  "value.missing_choice": ({ choices }) => `ontbreekt; ${either(choices)} wordt verwacht`,
  "value.multiple": ({ of }) => `moet een veelvoud van ${of} zijn`,
  "value.not_above": ({ above }) => `is te klein; een getal boven ${above} wordt verwacht`,
  "value.not_below": ({ below }) => `is te groot; een getal onder ${below} wordt verwacht`,
  "value.short": ({ least }) => `is te kort; minstens ${least} ${least === 1 ? "teken" : "tekens"}`,
  "value.small": ({ least }) => `is te klein; minstens ${least} wordt verwacht`,
  "value.suite_time": () => "is geen tijd; de vorm 2026-01-31 10:00:00 wordt verwacht",
  "value.time": () => "is geen tijd; de vorm 2026-01-31T10:00:00Z wordt verwacht",
  "value.type": ({ found, expected }) => `is ${KINDS[found]}${expectedWords(expected)}`,
  "value.union": () => "heeft geen van de vormen die hier kunnen",
  "value.unknown_keys": ({ keys }) => `kent ${keys.map(shown).join(", ")} niet; laat ${keys.length === 1 ? "die naam" : "die namen"} weg`,
  "value.url": () => "is geen adres; de vorm https://example.com wordt verwacht",
  "value.wrong": () => "kan hier niet",
  "variable.allocation_misplaced": () => "toewijzing en afloop zijn voor variabelen die blijven: eVars, lijsten, campaign en marketingchannel",
  "variable.delimiter_misplaced": () => "een scheidingsteken is voor lijsten",
  "variable.event_type_misplaced": () => "eventType is voor gebeurtenissen",
  "variable.list_original": () => "een lijst houdt al haar waarden, dus er is geen eerste: laat allocation weg, of geef linear of mostRecent",
};

const KINDS: Readonly<Record<ValueKind, string>> = {
  text: "tekst",
  number: "een getal",
  notANumber: "geen getal",
  integer: "een geheel getal",
  fraction: "geen geheel getal",
  boolean: "true of false",
  list: "een lijst",
  object: "een object",
  date: "een datum",
  null: "null",
  other: "iets anders",
};

function expectedWords(expected: ValueKind): string {
  return expected === "other" ? "" : `; ${KINDS[expected]} wordt verwacht`;
}

function either(choices: readonly unknown[]): string {
  const texts = choices.map(shown);
  return texts.length <= 1 ? (texts[0] ?? "niets") : `${texts.slice(0, -1).join(", ")} of ${texts.at(-1)}`;
}

function shown(value: unknown): string {
  return typeof value === "string" ? `"${value}"` : String(value);
}
