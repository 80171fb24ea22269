import {
  changeDataSource,
  createDataSource,
  deleteDataSource,
  getSourceMail,
  listDeliveries,
  sendDeliveryAgain,
  setSourceMail,
} from "@rapport/contract/data-sources";
import { testClock, uniqueName } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deliverDue, jobs, mailSender } from "../../notifications/index.ts";
import { headOf, newSuite, startMailServer, subjectOf, testServer, textOf, type MailServer, type TestServer } from "../../testing/index.ts";
import { loadUpload } from "../load/load.ts";
import { lines, newSource, type TestSource } from "../uploads.fixture.ts";

const clock = testClock("2026-03-02T12:00:00Z");
const PUBLIC_URL = "https://rapport.house.example";
let smtp: MailServer;
let server: TestServer;
let mail: { smtpUrl: string; from: string; publicUrl: string };
beforeAll(async () => {
  smtp = await startMailServer();
  mail = { smtpUrl: smtp.url, from: "Rapport <rapport@house.example>", publicUrl: PUBLIC_URL };
  server = await testServer({ clock, mail, background: false, logLevel: "silent" });
});
afterAll(async () => {
  await server.close();
  await smtp.close();
});

const ROWS = lines("Date\tPrice", "02/27/2026\t3", "02/27/2026\t4");
const deliver = async () => await deliverDue(server.deps, mailSender(mail));
const place = ({ rsid, id }: TestSource) => ({ params: { rsid: rsid as never, dataSourceId: id } });
const newAddress = () => `${uniqueName("told")}@example.com`;

async function sourceWith(addresses: readonly string[], { language = "en", loaded = false }: { language?: "en" | "nl"; loaded?: boolean } = {}) {
  const { rsid } = await newSuite(server, { name: "Web shop", timeZone: "Europe/Amsterdam" });
  const source = await newSource(server, { rsid, type: "summary" });
  await server.api(setSourceMail, { ...place(source), body: { addresses: [...addresses], language, loaded } });
  const load = async (text: string, filename = "orders.txt") => {
    const jobId = await source.send(text, { filename });
    await loadUpload(server.deps, jobId);
    return jobId;
  };
  return { rsid, source, load };
}
const stateOf = async (address: string) =>
  await server.deps.db
    .selectFrom("notification_delivery")
    .select(["state", "tries", "answer_status", "answer_code", "next_try_at"])
    .where("address", "=", address)
    .orderBy("id")
    .execute();

test("NO1 a file that failed is told once to each address, with its reason, its numbers and a link to its receipt", async () => {
  const [first, second] = [newAddress(), newAddress()];
  const { rsid, source, load } = await sourceWith([first, second]);
  const jobId = await load(lines("Price", "3"));
  await deliver();
  await deliver();
  for (const address of [first, second]) {
    const [told = "", ...more] = smtp.to(address);
    expect(more).toEqual([]);
    expect(headOf(told)).toMatch(/^Subject: rows: orders\.txt failed$/m);
    expect(headOf(told)).toMatch(/^Auto-Submitted: auto-generated$/m);
    const text = textOf(told);
    expect(text).toContain('The header has no column "Date". Add it; every row needs a date.');
    expect(text).toContain(`Rows read: 0. Job ${jobId}, received 2026-03-02 13:00 (Europe/Amsterdam).`);
    expect(text).toContain("Report suite: Web shop");
    expect(text).toContain(`${PUBLIC_URL}/hq/data-sources/${rsid}/${source.id}/uploads/${jobId}`);
  }
});

test("NO1 a file with rejected rows is told with their number, in the language of the source; a faultless one only if that is wished", async () => {
  const address = newAddress();
  const { load, source } = await sourceWith([address], { language: "nl" });
  await load(ROWS);
  await deliver();
  expect(smtp.to(address)).toEqual([]);
  await load(lines("Date\tPrice", "02/27/2026\t3", "02/27/2026\tx", "02/28/2026\t5"), "deels.txt");
  await deliver();
  const [rejected = ""] = smtp.to(address);
  expect(headOf(rejected)).toMatch(/^Subject: rows: van deels\.txt is 1 rij afgekeurd$/m);
  expect(textOf(rejected)).toContain("Er zijn 3 rijen gelezen, 1 afgekeurd en 2 geladen.");
  await server.api(setSourceMail, { ...place(source), body: { addresses: [address], language: "en", loaded: true } });
  await load(lines("Date\tPrice", "02/28/2026\t9"), "good.txt");
  await load(ROWS, "again.txt");
  await deliver();
  expect(smtp.to(address).slice(1).map(subjectOf).toSorted()).toEqual(["rows: again.txt came a second time", "rows: good.txt was loaded"]);
});

test("NO1 a source that stops is told with the file that stopped it, once", async () => {
  const address = newAddress();
  const { rsid, source, load } = await sourceWith([address]);
  await server.api(changeDataSource, { params: { company: "rapport", rsid, dataSourceId: source.id } as never, body: { on_errors: "stop" } });
  await load(lines("Date\tNonsense", "02/27/2026\tx"));
  await source.send(ROWS);
  await deliver();
  const subjects = smtp.to(address).map(subjectOf);
  expect(subjects.toSorted()).toEqual(["rows has stopped after a file that failed", "rows: orders.txt failed"]);
});

test("NO2 nothing of a row is in a mail: neither of rejected rows, nor of a row that stands in place of the header", async () => {
  const address = newAddress();
  const { load } = await sourceWith([address]);
  await load(lines("Date\tPrice\tZoe.Secret@home.example", "02/27/2026\t3\tx"));
  await load(lines("Zoe.Secret@home.example 12 Main Street", "x"), "no-header.txt");
  await load(lines("Date\tPrice", "02/27/2026\t3", "02/27/2026\tZoe.Secret"), "rejects.txt");
  await deliver();
  const told = smtp.to(address).map(textOf);
  expect(told).toHaveLength(3);
  expect(told.join("\n")).not.toMatch(/secret|main street/i);
  expect(told.join("\n")).toContain("Column 3 of the header is not right. The receipt says what is wrong with it.");
  const { rows } = await server.deps.pool.query<{ about: string }>("select about::text from notification");
  expect(rows.map(({ about }) => about).join("\n")).not.toMatch(/secret|main street/i);
});

test("NO4 names of sources and files cannot add lines to the head of a mail, nor receivers", async () => {
  const address = newAddress();
  const { rsid } = await newSuite(server, { name: "Suite\r\nBcc: eve@example.com" });
  const name = "Tills\r\nBcc: eve@example.com\r\n\r\nHello";
  const made = await server.api(createDataSource, { params: { company: "rapport" as never, rsid }, query: { type: "summary", name, email: address } });
  const { rows } = await server.deps.pool.query<{ id: number }>("select id from data_source where id = $1 and name like '%Bcc%'", [made.data_source_id]);
  expect(rows).toHaveLength(1);
  const source = await newSource(server, { rsid, type: "summary" });
  await server.api(setSourceMail, { ...place(source), body: { addresses: [address], language: "en", loaded: false } });
  await server.deps.pool.query("update data_source set name = $1 where id = $2", [name, source.id]);
  await loadUpload(server.deps, await source.send(lines("Price", "3"), { filename: "x\u2028Bcc: eve@example.com.txt" }));
  await deliver();
  const [told = ""] = smtp.to(address);
  expect(headOf(told)).not.toMatch(/^bcc:/im);
  expect(headOf(told).match(/^(?:to|subject):/gim)).toHaveLength(2);
  expect(smtp.to("eve@example.com")).toEqual([]);
});

test("NO4 what is no address is refused with its place; what stands as the e-mail of an account and is none is told, and gets nothing", async () => {
  const { rsid, source } = await sourceWith([]);
  for (const wrong of ["x", "a@b", "a@example.com\r\nBcc: eve@example.com", "Eve <eve@example.com>", "a@example.com,b@example.com", ""])
    await expect(
      server.api(setSourceMail, { ...place(source), body: { addresses: ["a@example.com", wrong], language: "en", loaded: false } }),
    ).rejects.toMatchObject({
      code: "request.wrong",
      faults: [{ path: ["addresses", 1] }],
    });
  const made = await server.api(createDataSource, { params: { company: "rapport" as never, rsid }, query: { type: "summary", email: "the tills" } });
  const read = { params: { rsid, dataSourceId: made.data_source_id as never } };
  expect(await server.api(getSourceMail, read)).toEqual({ addresses: [], unusable: "the tills", language: "en", loaded: false, isOn: true });
  // Whoever changes only the language does not take it away.
  const kept = await server.api(setSourceMail, { ...read, body: { addresses: [], language: "nl", loaded: false } });
  expect(kept).toEqual({ addresses: [], unusable: "the tills", language: "nl", loaded: false, isOn: true });
  const address = newAddress();
  const body = { addresses: [address, "b@example.com", address], language: "nl", loaded: true } as const;
  expect(await server.api(setSourceMail, { ...read, body: { ...body, addresses: [...body.addresses] } })).toEqual({
    addresses: [address, "b@example.com"],
    unusable: null,
    language: "nl",
    loaded: true,
    isOn: true,
  });
});

test("NO6 while the mail server takes nothing, each mail is tried again after longer and longer, and none is lost or sent twice", async () => {
  const address = newAddress();
  const { load } = await sourceWith([address]);
  smtp.answer = 451;
  await load(lines("Price", "3"));
  const waits: number[] = [];
  for (let tries = 1; tries <= 4; tries += 1) {
    await deliver();
    const [delivery] = await stateOf(address);
    expect(delivery).toMatchObject({ state: "waiting", tries, answer_status: 451 });
    waits.push(((delivery?.next_try_at?.getTime() ?? 0) - clock.now().getTime()) / 1000);
    expect(await deliver(), "not before its time").toBe(0);
    clock.advance((waits.at(-1) ?? 0) * 1000);
  }
  expect(waits).toEqual([5, 300, 1800, 7200]);
  smtp.answer = 250;
  await deliver();
  await deliver();
  expect(smtp.to(address)).toHaveLength(1);
  expect(await stateOf(address)).toMatchObject([{ state: "sent", tries: 5, answer_status: 250, next_try_at: null }]);
});

test("NO6 an address that does not exist is given up at once, and after ten tries any other; a server that is not there counts as a try", async () => {
  const [gone, away] = [newAddress(), newAddress()];
  const nobody = await sourceWith([gone]);
  smtp.answer = 550;
  await nobody.load(lines("Price", "3"));
  await deliver();
  expect(await stateOf(gone)).toMatchObject([{ state: "given_up", tries: 1, answer_status: 550 }]);
  smtp.answer = 250;
  const down = mailSender({ ...mail, smtpUrl: "smtp://127.0.0.1:1" });
  const { load } = await sourceWith([away]);
  await load(lines("Price", "3"));
  for (let tries = 1; tries <= 10; tries += 1) {
    await deliverDue(server.deps, down);
    clock.advance(24 * 3_600_000);
  }
  expect(await stateOf(away)).toMatchObject([{ state: "given_up", tries: 10, answer_status: null, answer_code: "ESOCKET", next_try_at: null }]);
});

test("NO6 a mail is given up at once only when the receiver's server says that there is no such address", async () => {
  const cases = [
    { text: "not now", answer: 550, isFinal: true },
    { text: "5.1.1 no such user", answer: 550, isFinal: true },
    { text: "5.1.6 moved", answer: 551, isFinal: true },
    { text: "5.1.3 bad syntax", answer: 553, isFinal: true },
    { text: "5.7.1 blocked for a while", answer: 550, isFinal: false },
    { text: "5.2.2 the mailbox is full", answer: 550, isFinal: false },
    { text: "5.1.8 the sender has no domain", answer: 553, isFinal: false },
    { text: "not now", answer: 554, isFinal: false },
    { text: "5.1.1 full of words", answer: 552, isFinal: false },
    { text: "4.2.1 greylisted", answer: 450, isFinal: false },
    { text: "5.1.1 relaying", sender: 550, isFinal: false },
    { text: "sender refused", sender: 553, isFinal: false },
  ];
  for (const { text, answer = 250, sender = 250, isFinal } of cases) {
    Object.assign(smtp, { answer, answerText: text, answerOfSender: sender });
    const address = newAddress();
    const { load } = await sourceWith([address]);
    await load(lines("Price", "3"));
    await deliver();
    expect(await stateOf(address), text).toMatchObject([
      { state: isFinal ? "given_up" : "waiting", tries: 1, answer_status: sender === 250 ? answer : sender },
    ]);
  }
  Object.assign(smtp, { answer: 250, answerText: "not now", answerOfSender: 250 });
});

test("NO4 no mail goes to an address that was taken off, neither one that waits nor one that somebody sends again", async () => {
  const [stays, goes] = [newAddress(), newAddress()];
  const { source, load, rsid } = await sourceWith([stays, goes]);
  const other = await sourceWith([goes]);
  await load(lines("Price", "3"));
  await other.load(lines("Price", "3"));
  const setTo = async (addresses: string[]) => await server.api(setSourceMail, { ...place(source), body: { addresses, language: "en", loaded: false } });
  await setTo([stays]);
  await deliver();
  expect(smtp.to(stays)).toHaveLength(1);
  expect(smtp.to(goes), "the other source still has it").toHaveLength(1);
  const { deliveries } = await server.api(listDeliveries, { params: { rsid: rsid as never }, query: {} });
  const of = (address: string) => deliveries.find(({ to }) => to === address);
  expect(of(goes)).toMatchObject({ state: "given_up", answer: { code: "address_removed" } });
  const again = async (address: string, on = server) => await on.api(sendDeliveryAgain, { params: { rsid: rsid as never, deliveryId: of(address)?.id ?? 0 } });
  await expect(again(goes)).rejects.toMatchObject({ code: "delivery.address_removed" });
  expect(await again(stays)).toMatchObject({ state: "waiting" });
  await deliver();
  expect(smtp.to(stays)).toHaveLength(2);
  await setTo([stays, goes]);
  expect(await again(goes)).toMatchObject({ state: "waiting" });
  await deliver();
  expect(smtp.to(goes)).toHaveLength(2);
  const none = await testServer({ clock, background: false });
  await expect(again(stays, none)).rejects.toMatchObject({ code: "delivery.mail_off" });
  await none.close();
});

test("NO6 an address that takes nothing does not hold up the others", async () => {
  const [slow, quick] = [newAddress(), newAddress()];
  const many = await sourceWith([slow]);
  for (let n = 0; n < 25; n += 1) await many.load(lines("Price", String(n)), `${n}.txt`);
  const one = await sourceWith([quick]);
  await one.load(lines("Price", "3"));
  await deliver();
  expect(smtp.to(quick)).toHaveLength(1);
  while ((await deliver()) > 0);
  expect(smtp.to(slow)).toHaveLength(25);
});

test("NO5 what is not committed is not told", async () => {
  const address = newAddress();
  const { source } = await sourceWith([address]);
  const jobId = await source.send(lines("Price", "3"));
  await server.deps.pool.query(
    "create function fail_upload() returns trigger language plpgsql as $$ begin if new.status = 'failure' then raise exception 'no'; end if; return new; end $$",
  );
  await server.deps.pool.query(
    "create constraint trigger fail_upload after update on upload deferrable initially deferred for each row execute function fail_upload()",
  );
  await expect(loadUpload(server.deps, jobId)).rejects.toThrow("was not loaded, fault 1");
  expect(await stateOf(address)).toEqual([]);
  await server.deps.pool.query("drop trigger fail_upload on upload");
  await loadUpload(server.deps, jobId);
  expect(await stateOf(address)).toHaveLength(1);
});

test("NO6 NO7 what was told ninety days ago is forgotten, unless it still waits; a mail that nobody tried for days is given up first", async () => {
  const [sent, waits, fresh] = [newAddress(), newAddress(), newAddress()];
  await (await sourceWith([sent])).load(lines("Price", "3"));
  await deliver();
  await (await sourceWith([waits])).load(lines("Price", "3"));
  const daily = async () =>
    await jobs(server.deps)
      .find(({ name }) => name === "notifications.forget")
      ?.run({});
  // As long as it would have been tried.
  clock.advance(75 * 3_600_000);
  await daily();
  expect(await stateOf(waits)).toMatchObject([{ state: "waiting" }]);
  clock.advance(91 * 86_400_000);
  await (await sourceWith([fresh])).load(lines("Price", "3"));
  await daily();
  expect(await stateOf(sent)).toEqual([]);
  expect(await stateOf(waits), "it is in the log for a night").toMatchObject([{ state: "given_up", tries: 0, answer_code: "too_old", next_try_at: null }]);
  await deliver();
  expect(smtp.to(waits)).toEqual([]);
  expect(smtp.to(fresh)).toHaveLength(1);
  await daily();
  expect(await stateOf(waits)).toEqual([]);
});

test("NO4 without a mail server nothing waits, and the page of the source says that mail is off", async () => {
  const none = await testServer({ clock, background: false });
  const { rsid } = await newSuite(none);
  const source = await newSource(none, { rsid, type: "summary" });
  const address = newAddress();
  expect(await none.api(setSourceMail, { ...place(source), body: { addresses: [address], language: "en", loaded: true } })).toMatchObject({ isOn: false });
  await loadUpload(none.deps, await source.send(lines("Price", "3")));
  expect(await stateOf(address)).toEqual([]);
  await none.close();
});

test("NO13 nobody gets mail about a source that was deleted, also not what waited", async () => {
  const address = newAddress();
  const { source, rsid, load } = await sourceWith([address]);
  await load(lines("Price", "3"));
  expect(await stateOf(address)).toMatchObject([{ state: "waiting" }]);
  await server.api(deleteDataSource, { params: { company: "rapport", rsid: rsid as never, dataSourceId: source.id as never } });
  await deliver();
  expect(smtp.to(address)).toEqual([]);
  expect(await stateOf(address)).toMatchObject([{ state: "given_up", answer_code: "address_removed" }]);
});
