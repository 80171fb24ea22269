export { type TestClient, type TestServer, type TestServerOptions, testServer } from "./test-server.ts";
export { type NewSuite, type NewEntity, newEntity, newSuite } from "./makers.ts";
