export { bytesOf, filesThere, forget, keep } from "./kept.ts";
export { assertRoomFor, flush, orNotStored, receive, replaced, type Folder, type ReceivedFile } from "./receive.ts";
