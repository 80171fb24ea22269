import { z } from "zod";
import { reason } from "./reason.ts";
import { NONE } from "./saying.ts";

/** What is wrong with a request before a slice gets it, and what a caller reports when no answer comes. */
export const REQUEST_REASONS = {
  "address.method": reason("method_not_allowed", z.object({ method: z.string() }), ({ method }) => `This address does not take ${method}.`),
  "address.no_file": reason("not_found", NONE, () => "There is no such file."),
  "address.not_built": reason(
    "unavailable",
    z.object({ path: z.string() }),
    ({ path }) => `The app at ${path} is not built. Run \`npm start\`, which builds it.`,
  ),
  "address.unknown": reason("not_found", NONE, () => "There is nothing at this address."),
  "answer.unknown": reason("unavailable", z.object({ status: z.int() }), ({ status }) => `The server answered ${status}.`),
  "request.bodies_full": reason("busy", NONE, () => "Too many bodies arrive at once just now. Send it again in a few seconds."),
  "request.connections_full": reason("busy", NONE, () => "Too many connections are open just now. Try again in a few seconds."),
  "request.encoded": reason("unsupported_media_type", NONE, () => "Send the body without content encoding."),
  "request.head_slow": reason(
    "invalid",
    z.object({ seconds: z.int() }),
    ({ seconds }) => `The address and headers were not complete within ${seconds} seconds.`,
  ),
  "request.head_too_large": reason(
    "too_large",
    z.object({ kilobytes: z.int() }),
    ({ kilobytes }) => `The address and headers are longer than ${kilobytes} kB.`,
  ),
  "request.left": reason("invalid", NONE, () => "The caller left before the answer was there."),
  "request.malformed": reason("invalid", NONE, () => "This is not a valid HTTP request."),
  "request.media_type": reason("unsupported_media_type", NONE, () => "This address does not take a body of that content type."),
  "request.no_body": reason("invalid", NONE, () => "This needs a JSON body."),
  "request.csv_columns": reason(
    "invalid",
    z.object({ columns: z.array(z.string()) }),
    ({ columns }) => `The first line of the CSV file does not name its columns: ${columns.join(", ")}, each once and no other.`,
  ),
  "request.csv_line": reason("invalid", z.object({ line: z.int() }), ({ line }) => `Line ${line} of the CSV file cannot be read.`),
  "request.not_json": reason("invalid", NONE, () => "The body is not valid JSON."),
  "request.not_json_type": reason("unsupported_media_type", NONE, () => "Send the body as JSON with `Content-Type: application/json`."),
  "request.not_utf8": reason("invalid", z.object({ where: z.enum(["address", "query", "body"]) }), ({ where }) =>
    where === "body" ? "The body is not valid UTF-8." : `The ${where === "query" ? "query string" : "address"} is not valid percent-encoded UTF-8.`,
  ),
  "request.other_host": reason(
    "forbidden",
    z.object({ host: z.string() }),
    ({ host }) => `This server is not called ${host}. Use its own address, or add this one to RAPPORT_ALLOWED_HOSTS.`,
  ),
  "request.other_site": reason("forbidden", NONE, () => "This change came from another site. Open the app at its own address and try again."),
  "request.slow": reason("invalid", z.object({ seconds: z.int() }), ({ seconds }) => `The body was not complete within ${seconds} seconds.`),
  "request.too_large": reason(
    "too_large",
    z.object({ kilobytes: z.int() }),
    ({ kilobytes }) => `The body is larger than the ${kilobytes} kB that this address takes.`,
  ),
  "request.too_many": reason(
    "too_many",
    z.object({ seconds: z.int() }),
    ({ seconds }) => `Too many tries. Wait ${seconds} ${seconds === 1 ? "second" : "seconds"} and try again.`,
  ),
  "request.unreadable": reason("invalid", z.object({ error: z.string() }), ({ error }) => `The request could not be read (${error}).`),
  "request.unstorable": reason("invalid", NONE, () => "Text may not hold the NUL character or half a surrogate pair."),
  "request.wrong": reason("invalid", z.object({ where: z.enum(["address", "query", "body"]) }), ({ where }) => `The ${where} is not right.`),
  "server.database_away": reason("unavailable", NONE, () => "The database does not answer just now. The server keeps trying; try again in a few seconds."),
  "server.disk_full": reason(
    "unavailable",
    NONE,
    () => "The server's disk is full, so nothing was stored. Try again when there is room; the server continues by itself.",
  ),
  "server.disk_nearly_full": reason(
    "unavailable",
    NONE,
    () => "The server's disk is nearly full, so no large imports are taken and nothing of this one was stored. Make room and send it again.",
  ),
  "server.stopping": reason("busy", NONE, () => "The server is stopping. Ask again in a moment."),
  "server.unexpected": reason(
    "unavailable",
    z.object({ requestId: z.string() }),
    ({ requestId }) => `Something went wrong on our side. Give this number when you ask: ${requestId}.`,
  ),
  "server.unreachable": reason("unavailable", NONE, () => "The server cannot be reached. Check the network and try again."),
  "server.warehouse_away": reason("unavailable", NONE, () => "The warehouse does not answer just now. The server keeps trying; try again in a few seconds."),
  "upload.cut_off": reason("invalid", NONE, () => "The multipart body is malformed or was cut off."),
  "upload.no_part": reason("invalid", z.object({ part: z.string() }), ({ part }) => `The upload has no part named \`${part}\`.`),
  "upload.not_multipart": reason(
    "unsupported_media_type",
    z.object({ part: z.string() }),
    ({ part }) => `Send the file as \`multipart/form-data\`, in a part named \`${part}\`.`,
  ),
  "upload.several": reason("invalid", NONE, () => "Send one file at a time."),
  "upload.slow": reason(
    "invalid",
    z.object({ kilobytes: z.int(), seconds: z.int() }),
    ({ kilobytes, seconds }) => `Less than ${kilobytes} kB of the file came within ${seconds} seconds, so the upload was ended. Send it again.`,
  ),
  "upload.too_large": reason("too_large", z.object({ megabytes: z.int() }), ({ megabytes }) => `The file is larger than ${megabytes} MB. Split it.`),
  "upload.wrong_part": reason("invalid", z.object({ part: z.string() }), ({ part }) => `The upload's file must be in a part named \`${part}\`.`),
} as const;

/** Keys and people of headquarters. */
export const ACCESS_REASONS = {
  "api_key.too_wide": reason("forbidden", NONE, () => "A key can be given no more than you may do yourself."),
  "api_key.unknown": reason("not_found", NONE, () => "There is no such API key."),
  "api_key.wrong": reason("invalid", NONE, () => "The key cannot be made like this."),
  "password.wrong": reason("invalid", NONE, () => "Nothing is changed."),
  "register_code.ended": reason("not_found", NONE, () => "This code was used, has expired, or was replaced. Ask headquarters for a new one."),
  "register_code.out_of_use": reason("conflict", NONE, () => "This register or its store is out of use at headquarters."),
  "password_link.ended": reason("not_found", NONE, () => "This link was used, has expired, or was replaced. Ask an administrator for a new one."),
  "user.email_taken": reason("conflict", NONE, () => "Somebody has this e-mail address already."),
  "user.last_administrator": reason(
    "conflict",
    NONE,
    () => "This is the last administrator of all legal entities who can sign in. First make somebody else administrator of all legal entities.",
  ),
  "user.too_wide": reason("forbidden", NONE, () => "This person has more rights than you, or would get more than you have."),
  "user.unknown": reason("not_found", NONE, () => "There is no such person at headquarters."),
  "user.wrong": reason("invalid", NONE, () => "This cannot be saved like this."),
  "second_factor.not_started": reason("conflict", NONE, () => "Begin again: no second factor is waiting for its first code."),
  "second_factor.on": reason("conflict", NONE, () => "You have a second factor. Turn it off before you set up another."),
  "second_factor.required": reason("conflict", NONE, () => "A second factor is required here, so it cannot be turned off."),
  "second_factor.wrong": reason("invalid", NONE, () => "The second factor is not on yet."),
  "own_session.unknown": reason("not_found", NONE, () => "You have no such session."),
} as const;

/** Who may call. */
export const SESSION_REASONS = {
  "approver.lacks_right": reason(
    "forbidden",
    z.object({ permission: z.string() }),
    ({ permission }) => `They do not have the permission ${permission} themselves.`,
  ),
  "approver.must_change_password": reason("forbidden", NONE, () => "They have to sign in and choose a password of their own first."),
  "approver.other_store": reason("forbidden", NONE, () => "This cash register is in a store that is not one of theirs."),
  "approver.wrong": reason("invalid", NONE, () => "The operator id and password of the person who approves do not fit this register."),
  "password.must_change": reason("forbidden", NONE, () => "First choose a password of your own. Then you can go on."),
  "permission.missing": reason("forbidden", z.object({ permission: z.string() }), ({ permission }) => `This needs the permission ${permission}.`),
  "permission.every_legal_entity": reason(
    "forbidden",
    z.object({ permission: z.string() }),
    ({ permission }) => `This needs the permission ${permission} for all legal entities.`,
  ),
  "session.ended": reason("signed_out", NONE, () => "Your session has ended. Sign in again."),
  "session.header": reason("signed_out", NONE, () => "The Authorization header is not understood. Send the API key as `Authorization: Bearer <key>`."),
  "session.key": reason("signed_out", NONE, () => "This API key is not known here, or it was revoked. Check the key."),
  "session.missing": reason(
    "signed_out",
    NONE,
    () => "There is neither an API key nor a session. Send an API key as `Authorization: Bearer <key>`, or sign in.",
  ),
  "session.nobody": reason("signed_out", NONE, () => "Nobody is signed in."),
  "session.other_person": reason("conflict", z.object({ name: z.string() }), ({ name }) => `You are signed in as ${name} now, so this was not done.`),
  "session.register": reason("forbidden", NONE, () => "Sign in at a register to do this."),
  "sign_in.code_needed": reason("signed_out", NONE, () => "Enter the code of your authenticator app, or a recovery code."),
  "sign_in.code_wrong": reason("signed_out", NONE, () => "This code is not right, or was used before."),
  "sign_in.other_store": reason("forbidden", NONE, () => "This cash register is in a store that is not one of yours."),
  "sign_on.away": reason("unavailable", NONE, () => "The sign-in service does not answer. Try again in a few minutes, or sign in with a password."),
  "sign_on.cancelled": reason("signed_out", NONE, () => "You did not finish signing in with the sign-in service."),
  "sign_on.clock": reason("signed_out", NONE, () => "The clocks of this server and of the sign-in service differ. An administrator has to set them."),
  "sign_on.deactivated": reason("signed_out", NONE, () => "You were deactivated here. Ask an administrator."),
  "sign_on.email_taken": reason(
    "signed_out",
    NONE,
    () => "Your e-mail address belongs to somebody here who signs in with a password. Sign in with that password, or ask an administrator.",
  ),
  "sign_on.ended": reason("signed_out", NONE, () => "This sign-in took too long, or began in another browser. Begin again."),
  "sign_on.no_email": reason("signed_out", NONE, () => "The sign-in service did not tell your e-mail address. An administrator has to allow it there."),
  "sign_on.no_role": reason("signed_out", NONE, () => "Nothing that the sign-in service says of you gives you a role here. Ask an administrator."),
  "sign_on.off": reason("not_found", NONE, () => "No sign-in service is set up here."),
  "sign_on.refused": reason("signed_out", NONE, () => "The sign-in service refused. An administrator finds the reason in the server's log."),
  "sign_on.untrusted": reason("signed_out", NONE, () => "The answer of the sign-in service cannot be trusted, so nobody was signed in. Begin again."),
  "sign_in.wrong": reason("signed_out", z.object({ where: z.enum(["headquarters", "register"]) }), ({ where }) =>
    where === "headquarters" ? "This e-mail address and password do not belong together." : "This operator id and password do not fit this register.",
  ),
} as const;
