/** Which data source a part of the screen is about. */
export interface SourcePlace {
  readonly rsid: string;
  readonly dataSourceId: number;
}
