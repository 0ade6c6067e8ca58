/** One look of the doctor, told in a sentence that says what to do about it. */
export interface Check {
  name: string;
  /** unsure: it may be meant so. notDone: something else has to be right first. Only wrong is a fault. */
  state: 'well' | 'unsure' | 'wrong' | 'notDone';
  says: string;
}
