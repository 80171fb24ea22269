export const LOAD_JOB = "datasources.load";
/** Files are loaded one after the other, in the order they came. */
export const LOAD_QUEUE = "datasources.load";
export const ID_RULE_JOB = "datasources.id-rule";
export const REMOVE_ROWS_JOB = "datasources.remove-rows";
export const REMOVE_JOB = "datasources.remove";
/** Ends jobs in parts whose last part never came. */
export const UNFINISHED_JOB = "datasources.end-unfinished";
/** Ends files that were begun to be sent in several goes. */
export const RESUMABLE_JOB = "datasources.end-resumable";
