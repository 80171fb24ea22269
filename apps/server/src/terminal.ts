import type { DemoStep } from "@rapport/contract/system";
import { ASSOCIATES, LEGAL_ENTITY, STORES } from "@rapport/demo";
import type { Config } from "./config.ts";
import type { Server } from "./server.ts";

/** The output for the person who started the server. */
export interface Terminal {
  say(line: string): void;
  complain(line: string): void;
  /** Prints a line. If a progress bar is drawn, it moves below the line. */
  interrupt(line: string): void;
  /** Addresses and sign-ins, then the demo's progress until it is loaded. */
  welcome(of: { server: Server; config: Config }): void;
}

type Out = Pick<NodeJS.WriteStream, "write"> & { readonly isTTY?: boolean };

export function createTerminal({ out = process.stdout, err = process.stderr }: { out?: Out; err?: Out } = {}): Terminal {
  const say = (line: string) => void out.write(`${line}\n`);
  let progress: NodeJS.Timeout | undefined;
  return {
    say,
    complain: (line) => void err.write(`${line}\n`),
    interrupt: (line) => {
      clearInterval(progress);
      if (out.isTTY === true) out.write(ERASE_LINE);
      say(line);
    },
    welcome: ({ server, config }) => {
      for (const line of welcomeLines({ server, config })) say(line);
      if (config.demo) progress = showProgress({ server, out, say });
    },
  };
}

function welcomeLines({ server, config }: { server: Server; config: Config }): string[] {
  const url = server.url.replace("//0.0.0.0:", "//localhost:").replace("//[::]:", "//localhost:");
  return [
    "",
    `Rapport is ready at ${url}`,
    "",
    `  Register       ${url}/pos/`,
    `  Headquarters   ${url}/hq/`,
    `  API            ${url}/openapi.json`,
    ...(config.fileDoors.sftp === undefined ? [] : [`  SFTP           ${config.fileDoors.sftp.publicHost}, port ${config.fileDoors.sftp.port}`]),
    ...(server.metricsUrl === undefined ? [] : [`  Metrics        ${server.metricsUrl}`]),
    "",
    `  Headquarters   ${config.admin.email}, password ${passwordLine({ server, config })}`,
    ...demoLines(server),
    "",
  ];
}

function passwordLine({ server, config }: { server: Server; config: Config }): string {
  if (config.admin.password !== undefined) return "as set by RAPPORT_ADMIN_PASSWORD";
  if (server.generatedPassword !== undefined) return `${server.generatedPassword} (shown this once; RAPPORT_ADMIN_PASSWORD sets another)`;
  return "as shown at the first start (RAPPORT_ADMIN_PASSWORD sets another)";
}

/** One associate of each store, or all of them when this start chose random passwords. Nobody while the demo is not loaded. */
function demoLines({ demo, demoSignIns: signIns }: Pick<Server, "demo" | "demoSignIns">): string[] {
  const isOff = demo.progress().state === "off";
  const madeUp = signIns.filter(({ isMadeUp, isThere }) => isMadeUp && (isThere || !isOff));
  const shown = madeUp.length > 0 ? madeUp : STORES.flatMap(({ number }) => signIns.find(({ operatorId }) => homeOf(operatorId).number === number) ?? []);
  if (isOff && madeUp.length === 0) return [];
  const lines = shown.map(({ operatorId, password }) => {
    const { name, register } = homeOf(operatorId);
    return `  Register       ${name} (${LEGAL_ENTITY} ${register}): operator ${operatorId}, password ${password ?? "as shown at an earlier start"}`;
  });
  if (madeUp.length === 0) return lines;
  return [...lines, "", "Other machines can reach this server, so the demo's passwords are random. They are shown only this once."];
}

function homeOf(operatorId: string): (typeof STORES)[number] {
  const associate = ASSOCIATES.find((one) => one.operatorId === operatorId);
  const store = STORES.find(({ number }) => number === associate?.stores[0]);
  if (store === undefined) throw new Error(`the demo's associate ${operatorId} has no store`);
  return store;
}

/** Goes to the beginning of the line and clears it. */
const ERASE_LINE = "\r\u001b[2K";
const BAR_CELLS = 30;
const PLAIN_STEP = 0.1;
const STEPS: Readonly<Record<DemoStep, string>> = {
  data_set: "the shipped data set",
  organisation: "stores, associates and attributes",
  customers: "customers",
  visits: "online visits and orders",
  waiting_for_visits: "waiting for the visits to be in reports",
  purchases: "store purchases",
  returns: "store returns",
};

/** A bar that redraws itself in a terminal. In a file it is a line for each tenth. */
function showProgress({ server, out, say }: { server: Server; out: Out; say: (line: string) => void }): NodeJS.Timeout {
  let shown = -1;
  const timer = setInterval(() => {
    const { state, done, total, step } = server.demo.progress();
    if (state === "loading" && total > 0) {
      const share = Math.min(1, done / total);
      const line = `Loading the demo retailer ${bar(share)} ${Math.floor(share * 100)} % ${step === null ? "" : STEPS[step]}`;
      if (out.isTTY === true) out.write(`${ERASE_LINE}${line}`);
      else if (share >= shown + PLAIN_STEP) {
        shown = share;
        say(line);
      }
    }
    if (state === "loading" || state === "waiting") return;
    clearInterval(timer);
    if (out.isTTY === true) out.write(ERASE_LINE);
    if (state === "done" && total > 0) say("The demo retailer is loaded.");
  }, 500);
  timer.unref();
  return timer;
}

function bar(share: number): string {
  const full = Math.round(share * BAR_CELLS);
  return `[${"#".repeat(full)}${"-".repeat(BAR_CELLS - full)}]`;
}
