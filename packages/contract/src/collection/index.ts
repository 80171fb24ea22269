export { imageDoors, SegmentCall, segmentDoors } from "./doors.ts";
export { BATCH_MESSAGES, ImageParameters, SegmentBatch, SegmentMessage } from "./shapes.ts";
