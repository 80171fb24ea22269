import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

export interface SteadyLoad {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
}

/**
 * Sends requests at an even rate, whether or not earlier ones were answered, and returns how long each took in
 * milliseconds, counted from when it was due. So a server that stalls also pays for the callers who would have come meanwhile.
 */
export async function steadyLoad({ url, headers, bodies, perSecond, seconds }: SteadyLoad): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const answers: Promise<number>[] = [];
  const began = performance.now();
  for (let n = 0; n < perSecond * seconds; n++) {
    const dueAt = began + (n * 1000) / perSecond;
    if (dueAt - performance.now() > 1) await pause(dueAt - performance.now());
    answers.push(send({ url, headers, agent, body: bodies[n % bodies.length] ?? "" }).then((at) => at - dueAt));
  }
  const took = await Promise.all(answers);
  agent.destroy();
  return took;
}

/** Resolves with the moment at which the answer was complete. */
async function send({ url, headers, agent, body }: { url: string; headers: Readonly<Record<string, string>>; agent: Agent; body: string }): Promise<number> {
  return await new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers: { ...headers, "content-length": Buffer.byteLength(body) } }, (answer) => {
      answer.resume().on("end", () => {
        if (answer.statusCode === 200) resolve(performance.now());
        else reject(new Error(`${url} answered ${answer.statusCode}`));
      });
    });
    sent.on("error", reject).end(body);
  });
}
