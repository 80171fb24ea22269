import { choosePassword, inviteUser, listUsers, makePasswordLink } from "@rapport/contract/access";
import { signInHq } from "@rapport/contract/sessions";
import { uniqueName } from "@rapport/testkit";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { testServer, type TestServer } from "../../testing/index.ts";
import { linkMailJob } from "./link-mail.ts";

/** What the mail server took, by address. */
const mails = new Map<string, string[]>();
let takes = true;
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onAuth: ({ username, password }, _, done) => (password === "p@ss" ? done(null, { user: username ?? "" }) : done(new Error("wrong"))),
  onRcptTo: (_, __, done) => (takes ? done() : done(Object.assign(new Error("not now"), { responseCode: 451 }))),
  onData(stream, { envelope }, done) {
    const parts: Buffer[] = [];
    stream.on("data", (part: Buffer) => parts.push(part));
    stream.on("end", () => {
      const text = Buffer.concat(parts).toString();
      for (const { address } of envelope.rcptTo) mails.set(address, [...(mails.get(address) ?? []), text]);
      done();
    });
  },
});
let server: TestServer;
beforeAll(async () => {
  smtp.listen(0, "127.0.0.1");
  await once(smtp.server, "listening");
  const { port } = smtp.server.address() as AddressInfo;
  const mail = { smtpUrl: `smtp://house:p%40ss@127.0.0.1:${port}`, from: "Rapport <rapport@house.example>", publicUrl: "https://rapport.house.example" };
  server = await testServer({ mail, schedules: false, logLevel: "silent" });
});
afterAll(async () => {
  await server.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

async function invite(name = "Zoë van den Berg") {
  const email = `${uniqueName("mailed")}@example.com`;
  const made = await server.api(inviteUser, { body: { email, name, roles: [{ role: "reader" }] } });
  return { email, ...made };
}
const mailsTo = async (email: string, count: number) =>
  await vi.waitFor(() => {
    expect(mails.get(email)).toHaveLength(count);
    return mails.get(email) ?? [];
  }, 20_000);
const userOf = async (email: string) => (await server.api(listUsers)).users.find((one) => one.email === email);
const stateOf = async (email: string) => (await userOf(email))?.mail?.state;
const password = "a-long-sentence-nobody-guesses";

/** The token in a mail: quoted-printable text breaks long lines. */
const tokenIn = (mail = "") => /choose-password#([\w-]+)/.exec(mail.replaceAll(/=\r\n/g, ""))?.[1] ?? "no token";

test("AC12 an invitation is mailed with a link of its own; it works once, and ends the link that was shown", async () => {
  const { email, link, user } = await invite();
  expect(user.mail).toMatchObject({ state: "waiting" });
  const [mail = ""] = await mailsTo(email, 1);
  expect(mail).toContain("From: Rapport <rapport@house.example>");
  expect(mail).toContain(`<${email}>`);
  expect(mail.replaceAll(/=\r\n/g, "")).toContain("https://rapport.house.example/hq/choose-password#");
  await vi.waitFor(async () => expect(await stateOf(email)).toBe("sent"));
  const token = tokenIn(mail);
  expect(token).not.toBe(link.token);
  const stored = JSON.stringify(await server.deps.db.selectFrom("hq_user").selectAll().where("email", "=", email).execute());
  expect(stored).not.toContain(token);
  await server.anonymous(choosePassword, { body: { token, password } });
  for (const used of [token, link.token])
    await expect(server.anonymous(choosePassword, { body: { token: used, password } })).rejects.toMatchObject({ code: "password_link.ended" });
  expect(await server.anonymous(signInHq, { body: { email, password } })).toMatchObject({ email });
  // The link that is shown works too, and ends the mailed one.
  const again = await server.api(makePasswordLink, { params: { userId: user.id } });
  const [, second] = await mailsTo(email, 2);
  await server.anonymous(choosePassword, { body: { token: again.token, password: `${password}-2` } });
  await expect(server.anonymous(choosePassword, { body: { token: tokenIn(second), password } })).rejects.toMatchObject({ code: "password_link.ended" });
});

test("AC12 a name cannot add lines to the mail's head or receivers", async () => {
  const { email } = await invite('Eve" <eve@example.com>,');
  const [mail = ""] = await mailsTo(email, 1);
  expect(mails.has("eve@example.com")).toBe(false);
  expect(mail.slice(0, mail.indexOf("\r\n\r\n")).match(/^to:/gim)).toHaveLength(1);
});

test("AC12 a mail that cannot be sent is told, tried again, and loses nothing: the shown link works meanwhile, and an ended one is not mailed", async () => {
  takes = false;
  const { email, user } = await invite();
  await vi.waitFor(async () => expect(await stateOf(email)).toBe("failed"), 20_000);
  takes = true;
  await linkMailJob(server.deps).run({ userId: user.id });
  const [mail] = await mailsTo(email, 1);
  expect(await stateOf(email)).toBe("sent");
  await server.anonymous(choosePassword, { body: { token: tokenIn(mail), password } });
  await linkMailJob(server.deps).run({ userId: user.id });
  expect(mails.get(email)).toHaveLength(1);
});

test("AC12 a mail that waits while its link ends is not said to wait any more", async () => {
  takes = false;
  const { email, user } = await invite();
  await vi.waitFor(async () => expect(await stateOf(email)).toBe("failed"), 20_000);
  const { db } = server.deps;
  await db
    .updateTable("hq_user")
    .set({ mail_state: "waiting", link_expires_at: new Date(0) })
    .where("id", "=", user.id)
    .execute();
  await linkMailJob(server.deps).run({ userId: user.id });
  expect((await db.selectFrom("hq_user").select("mail_state").where("id", "=", user.id).executeTakeFirstOrThrow()).mail_state).toBeNull();
  takes = true;
});

test("AC12 without a mail server nothing is queued, and the link is shown as before", async () => {
  const none = await testServer({ background: false });
  const email = `${uniqueName("shown")}@example.com`;
  const { user, link } = await none.api(inviteUser, { body: { email, name: "Shown", roles: [{ role: "reader" }] } });
  expect([user.mail, link.token.length > 20]).toEqual([null, true]);
  await none.close();
});
