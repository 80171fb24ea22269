export {
  ActivityType,
  deleteActivityType,
  getActivityType,
  listActivityTypeFetches,
  listActivityTypes,
  listTypesAtStore,
  putActivityType,
  refreshActivityTypes,
} from "./activity-types.ts";
export { AttributeValue, type Label, MoneyValue } from "./attribute-values.ts";
export { AttributeGroup, deleteAttributeGroup, getAttributeGroup, GroupUse, listAttributeGroups, putAttributeGroup } from "./attribute-groups.ts";
export { deleteAttributeType, getAttributeType, listAttributeTypes, putAttributeType, TypeOfAttributes } from "./attribute-types.ts";
export { Attribute, AttributeType, deleteAttribute, FilterDisplay, getAttribute, listAttributes, MOST_LISTED_VALUES, putAttribute } from "./attributes.ts";
export { ClientBookRow, getClientBook, listBookOwners, listClientBooks, moveClientBookEntries, removeClientBookEntries } from "./books.ts";
export { type OwnChosenClients, removeClients, UNDO_MINUTES, undoBookAction } from "./book-actions.ts";
export { BookSort, BY_NAME, SortedBy, SortKey } from "./book-sorts.ts";
export { CardSlot, ClientCard, MeasureSlot, SLOTS_OF_A_CARD } from "./cards.ts";
export { addToClientBook, getClientBookEntries, putClientBookEntries, removeFromClientBook, searchClientBook } from "./client-book.ts";
export { type Listed, type ListOrder, MOST_LISTED } from "./list-order.ts";
export { ClientLeave, leaveClients, LeaveRule, listLeaves, previewLeave, undoLeave } from "./leaves.ts";
export { AttributeFilter, BookQuery, clientBookFacets, Facet } from "./filters.ts";
export { type ChosenClients, listReassignTargets, MOST_CHOSEN, reassignClients, searchStoreBooks, storeBookFacets, StoreBooksQuery } from "./store-books.ts";
export { getRecommendations, Recommendation } from "./recommendations.ts";
export { markToday, readToday, Today, TodayReason } from "./today.ts";
export { upcomingDates, UpcomingDate } from "./upcoming.ts";
export { getParameters, MeasureCode, Parameters, putParameters } from "./parameters.ts";
export { getSetUpGuide, SetUpGap, SetUpGapCode, SetUpStep, SetUpStepName } from "./set-up-guide.ts";
export { EVERY_CRITERION, MOST_SEARCH_ATTRIBUTES, SearchCriterion, SearchProperty } from "./search-criteria.ts";
export { deleteSavedFilter, listSavedFilters, MOST_SAVED_FILTERS, SavedFilter, SavedView, saveFilter } from "./saved-filters.ts";
export {
  answerClientRequest,
  askForClient,
  getClientRequest,
  listClientRequests,
  RequestAnswer,
  seeClientAnswer,
  withdrawClientRequest,
} from "./client-requests.ts";
