export {
  decideFeature,
  enableAll,
  featureState,
  featureStates,
  importedWish,
  isOn,
  midnightOf,
  type Decided,
  type Decision,
  type Now,
  type Wish,
} from "./feature-state.ts";
