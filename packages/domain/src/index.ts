export { decode, encodingOf, undecodable, type Decoded, type Encoding } from "./datasources/encoding.ts";
export type { FileFailure, FileFailureCode } from "./datasources/failure.ts";
export { MAX_DAYS, NO_HEADER, NO_ROWS, kindOfLine, lineTooLong, linesOf, readFile, rejectedFile, strictFailure, templateOf, tooManyDays, type FileContent, type Line } from "./datasources/file.ts";
export { HEADER_MAX_BYTES, planHeader, trimSpaces, type Column, type FilePlan, type Header } from "./datasources/header.ts";
export { VISIT_LONGEST_MS, VISIT_QUIET_MS, WAITING_REASONS, joinRow, links, type JoinedRow, type Known, type LastHit, type RecordedTransaction, type Terms, type Values } from "./datasources/join.ts";
export { REJECTION_MESSAGES, judgeRow, type Judgement, type KeptRow, type Rejection, type Verdict } from "./datasources/row.ts";
export { calendarOf, dayOf, instantOf, type Calendar, type DayOffsets } from "./datasources/zone.ts";
