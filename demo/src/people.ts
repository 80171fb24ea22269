import { fraction, pick } from "./chance.ts";
import type { Calendar } from "./calendar.ts";
import type { Category } from "./products.ts";
import type { Invoice } from "./retail-csv.ts";

/** A customer. The account number, country and purchases are real, the rest is simulated. */
export interface Person {
  readonly accountNumber: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
  readonly email: string;
  readonly city: string;
  readonly country: string;
  readonly birthday: string;
  readonly interests: readonly Category[];
  readonly preferredContact: "email" | "phone" | "whatsapp";
  /** The amount of all purchases, in thousandths of a pound. It decides who is in a client book. */
  readonly boughtThousandths: number;
}

type Names = readonly [string, ...string[]];
interface Place {
  readonly first: Names;
  readonly last: Names;
  readonly cities: Names;
  readonly dial: string;
}

const BRITAIN: Place = {
  first: [
    "Amelia",
    "Oliver",
    "Isla",
    "Harry",
    "Freya",
    "George",
    "Poppy",
    "Arthur",
    "Evie",
    "Leo",
    "Florence",
    "Alfie",
    "Matilda",
    "Hugo",
    "Beatrice",
    "Rupert",
    "Imogen",
    "Felix",
    "Harriet",
    "Edmund",
  ],
  last: [
    "Ashworth",
    "Bennett",
    "Carver",
    "Dunmore",
    "Ellery",
    "Fairfax",
    "Grantham",
    "Holloway",
    "Ingram",
    "Jessop",
    "Kendrick",
    "Langley",
    "Marlowe",
    "Nettleton",
    "Ormsby",
    "Pemberton",
    "Radcliffe",
    "Sinclair",
    "Thornton",
    "Whitcombe",
  ],
  cities: ["London", "Bath", "Bristol", "York", "Oxford", "Leeds", "Brighton", "Norwich", "Exeter", "Edinburgh"],
  dial: "+44 7700",
};
const PLACES: Readonly<Record<string, Place>> = {
  Germany: {
    first: ["Lena", "Jonas", "Mia", "Lukas", "Greta", "Emil"],
    last: ["Brandt", "Keller", "Vogel", "Lindner", "Hoffmann", "Seidel"],
    cities: ["Hamburg", "Köln", "Berlin", "Leipzig"],
    dial: "+49 151",
  },
  France: {
    first: ["Amélie", "Hugo", "Chloé", "Louis", "Élise", "Jules"],
    last: ["Chabrol", "Lefèvre", "Moreau", "Garnier", "Dubois", "Mercier"],
    cities: ["Paris", "Lyon", "Nantes", "Lille"],
    dial: "+33 6 98",
  },
  Netherlands: {
    first: ["Marieke", "Daan", "Sanne", "Bram", "Fleur", "Thijs"],
    last: ["Verhoeven", "de Wit", "Bakker", "van Dijk", "Jansen", "Smit"],
    cities: ["Amsterdam", "Utrecht", "Haarlem", "Delft"],
    dial: "+31 6 12",
  },
  EIRE: { first: ["Aoife", "Conor", "Niamh", "Cillian"], last: ["Byrne", "Kavanagh", "Nolan", "Doyle"], cities: ["Dublin", "Cork", "Galway"], dial: "+353 85" },
  Spain: {
    first: ["Lucía", "Mateo", "Carmen", "Diego"],
    last: ["Navarro", "Iglesias", "Castillo", "Romero"],
    cities: ["Madrid", "Sevilla", "Valencia"],
    dial: "+34 612",
  },
  Japan: { first: ["Jun", "Haruka", "Ren", "Yui"], last: ["Okada", "Mori", "Ishikawa", "Ueda"], cities: ["Tokyo", "Kyoto"], dial: "+81 90" },
};

export function peopleOf({
  invoices,
  calendar,
  categoryOf,
}: {
  invoices: readonly Invoice[];
  calendar: Calendar;
  categoryOf: (article: string) => Category;
}): Person[] {
  const bought = new Map<string, { country: string; thousandths: number; categories: Map<Category, number> }>();
  for (const invoice of invoices) {
    if (invoice.customer === null) continue;
    const known = bought.get(invoice.customer) ?? { country: invoice.country, thousandths: 0, categories: new Map<Category, number>() };
    for (const line of invoice.lines) {
      if (line.quantity <= 0) continue;
      known.thousandths += line.quantity * line.priceThousandths;
      const category = categoryOf(line.article);
      known.categories.set(category, (known.categories.get(category) ?? 0) + 1);
    }
    bought.set(invoice.customer, known);
  }
  const year = Number(calendar.fileDate("2011-12-09 00:00:00").slice(6, 10));
  return [...bought].map(([accountNumber, known]) => {
    const interests = [...known.categories].toSorted((a, b) => b[1] - a[1]).map(([category]) => category);
    return person({ accountNumber, country: known.country, interests: interests.slice(0, 2), boughtThousandths: known.thousandths, year });
  });
}

function person({
  accountNumber,
  country,
  interests,
  boughtThousandths,
  year,
}: Pick<Person, "accountNumber" | "country" | "interests" | "boughtThousandths"> & { year: number }): Person {
  const place = PLACES[country] ?? BRITAIN;
  const firstName = pick({ purpose: "first name", key: accountNumber, choices: place.first });
  const lastName = pick({ purpose: "last name", key: accountNumber, choices: place.last });
  const digits = String(Math.floor(fraction("phone", accountNumber) * 1_000_000)).padStart(6, "0");
  const born = new Date(Date.UTC(year - 22 - Math.floor(fraction("age", accountNumber) * 50), 0, 1 + Math.floor(fraction("birthday", accountNumber) * 365)));
  return {
    accountNumber,
    firstName,
    lastName,
    phone: `${place.dial} ${digits}`,
    email: `${plain(firstName)}.${plain(lastName)}.${accountNumber}@example.com`,
    // For a country without cities here, people have British names and no city, rather than a wrong city.
    city: country in PLACES || country === "United Kingdom" ? pick({ purpose: "city", key: accountNumber, choices: place.cities }) : "",
    country: country === "EIRE" ? "Ireland" : country,
    birthday: born.toISOString().slice(0, 10),
    interests,
    preferredContact: pick({ purpose: "contact", key: accountNumber, choices: ["email", "phone", "whatsapp"] }),
    boughtThousandths,
  };
}

function plain(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll(/[^A-Za-z]/g, "")
    .toLowerCase();
}
