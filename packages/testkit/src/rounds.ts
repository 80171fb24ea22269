/**
 * How many rounds, with a seed each, a slow random test goes: one, or as many as RAPPORT_TEST_ROUNDS says. Every run has seeds of its own, so one
 * round a run finds what more would in time; what is to be sure at once (CI, a release) asks for more.
 */
export const testRounds = roundsOf(process.env["RAPPORT_TEST_ROUNDS"]);

function roundsOf(text = "1"): number {
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`RAPPORT_TEST_ROUNDS is a whole number from 1 on, not ${text}.`);
  return rounds;
}
