import { complaintOfDescriptors } from "./descriptors.ts";

// Checked before the rest is loaded, because loading alone opens more files than some processes may.
const complaint = complaintOfDescriptors();
if (complaint !== undefined) {
  process.stderr.write(`${complaint}\n`);
  process.exit(1);
}
const { start } = await import("./start.ts");
await start();
