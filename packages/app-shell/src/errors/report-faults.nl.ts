import type { REPORT_FAULTS, WordsOf } from "@rapport/contract/refusals";

const UNITS = { minute: "minuut", hour: "uur", day: "dag", week: "week", month: "maand", quarter: "kwartaal", year: "jaar" } as const;

/** What is wrong with a requested report, in Dutch: a clause after the place. */
export const REPORT_FAULTS_NL: WordsOf<typeof REPORT_FAULTS> = {
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
  "report.lookback_long": ({ days }) => `een terugkijkperiode is hoogstens ${days} dagen`,
  "report.lookback_of_visit": () => "in een bezoek wordt niet verder teruggekeken; laat de terugkijkperiode weg, of geef context visitors",
  "report.lookback_two": () => "de terugkijkperiode staat er twee keer; laat er een weg",
  "report.weights_nothing": () => "alle drie de gewichten zijn 0; geef er minstens een boven 0",
  "report.metric_two": ({ id, formula }) => `het id is ${id} en de formule vraagt om ${formula}`,
  "report.metric_unknown": ({ id, known }) => `"${id}" is geen cijfer van een rapport; er zijn metrics/… ${known.join(", ")}`,
  "report.model_containers": () => "noemt een andere container dan context; laat een van beide weg",
  "report.model_two": () => "verschilt van dat van de formule",
  "report.no_date_range": () => "voor deze kolom geldt geen periode; zet er een in globalFilters",
  "report.no_attribution": ({ id }) => `${id} kent geen attributiemodel; laat allocationModel weg`,
  "report.range_form": ({ range }) => `"${range}" heeft een begin en een einde nodig met één schuine streep ertussen`,
  "report.range_no_such_time": ({ range, time }) => `in "${range}" bestaat de tijd "${time}" niet`,
  "report.range_order": ({ range }) => `in "${range}" moet het einde na het begin liggen; het einde zelf telt niet mee`,
  "report.range_time": ({ range, time }) => `in "${range}" is "${time}" geen tijd zoals 2024-01-01T00:00:00.000 en geen formule zoals td-7d`,
  "report.range_zone": ({ range, time }) => `in "${range}" noemt "${time}" een tijdzone; laat die weg, tijden zijn die van de rapportsuite`,
  "report.row_time_of_visit": () => "regels van bestanden horen bij geen bezoek; geef voor de tijd van hun transactie de context visitors",
  "report.search_no_names": () => "zoekt in de namen van de dimensie van het rapport, en die moet dus een andere zijn dan een datum of tijd",
  "report.time_item": ({ id, unit }) => `itemId "${id}" is niet het id van een ${UNITS[unit]}`,
  "report.time_text": ({ text, unit }) => `itemValue "${text}" is geen ${UNITS[unit]}`,
};
