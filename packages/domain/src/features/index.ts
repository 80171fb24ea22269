export { decideFeature, enableAll, featureState, importedWish, midnightOf, type Decided, type Decision, type Now, type Wish } from "./feature-state.ts";
