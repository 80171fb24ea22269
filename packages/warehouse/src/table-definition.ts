export interface TableDefinition {
  readonly name: string;
  readonly columns: string;
  readonly partitionBy?: string;
  readonly orderBy: string;
  /** Among rows with one sort key, the one with the highest value in this column wins. The others go when parts are merged. */
  readonly newestBy?: string;
  readonly settings?: string;
  /** The shard key in a cluster. */
  readonly shardBy: string;
}
