import { asProblem, type ApiProblem } from '$/api/problem';

/** What a press does and may fail at: buttons wait while it lasts, and what went wrong is there to be shown. */
export class Attempt {
  /** What is being done, for pages with several buttons; '' while nothing is. */
  doing = $state('');
  problem = $state<ApiProblem | null>(null);

  get busy(): boolean {
    return this.doing !== '';
  }

  /** Tells whether it succeeded. */
  async run(action: () => Promise<unknown>, what = 'all'): Promise<boolean> {
    [this.doing, this.problem] = [what, null];
    try {
      await action();
      return true;
    } catch (thrown) {
      this.problem = asProblem(thrown);
      return false;
    } finally {
      this.doing = '';
    }
  }
}
