export { imageDoors, SegmentCall, segmentDoors } from "./doors.ts";
export { ImageParameters, SegmentBatch, SegmentMessage } from "./shapes.ts";
