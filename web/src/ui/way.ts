/** A stop of a way: made, the one where somebody stands, to come, or that at which she left it. */
export interface Stop<Id extends string = string> {
  id: Id;
  standing: 'done' | 'here' | 'ahead' | 'left';
}
