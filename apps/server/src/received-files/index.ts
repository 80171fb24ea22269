export { assertRoomFor, flush, orNotStored, receive, type Folder, type ReceivedFile } from "./receive.ts";
