/* oxlint-disable import/no-default-export -- how a reporter is named on the command line */
import { appendFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule, TestSpecification, Vitest } from 'vitest/node';
import type { RunRecord } from './outcome.ts';

/** Notes, as a run goes on, what became of each file, so that it is known even of a run that broke off. */
export default class RunReport implements Reporter {
  readonly #path = process.env['BIFRONTE_TEST_REPORT'];
  #root = '';

  onInit(vitest: Vitest): void {
    this.#root = `${vitest.config.root}/`;
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#note({ type: 'start', files: specifications.map(({ moduleId }) => this.#named(moduleId)) });
  }

  onTestModuleEnd(module: TestModule): void {
    this.#note(this.#fileOf(module));
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    for (const module of modules) this.#note(this.#fileOf(module));
    this.#note({ type: 'end', errors: errors.map((error) => this.#tellOf(error)) });
  }

  #fileOf(module: TestModule): RunRecord {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const test of module.children.allTests()) counts[test.result().state]++;
    // Hooks and collecting fail too, and a worker that dies leaves tests behind that never ended.
    let outside = module.errors().length;
    for (const suite of module.children.allSuites()) outside += suite.errors().length;
    const whole = module.state() === 'passed' || module.state() === 'skipped';
    const failed = counts.failed + outside + counts.pending;
    return {
      type: 'file',
      file: this.#named(module.moduleId),
      passed: counts.passed,
      failed: whole ? failed : Math.max(1, failed),
      skipped: counts.skipped,
    };
  }

  /** Everything an error says of where it happened. */
  #tellOf(error: SerializedError): string {
    const said: unknown[] = [error['VITEST_TEST_PATH'], error.message, error.stack];
    if (error.cause) said.push(error.cause.message, error.cause.stack);
    return said.filter((part) => typeof part === 'string').join('\n');
  }

  #named(moduleId: string): string {
    return moduleId.startsWith(this.#root) ? moduleId.slice(this.#root.length) : moduleId;
  }

  #note(record: RunRecord): void {
    if (this.#path !== undefined) appendFileSync(this.#path, `${JSON.stringify(record)}\n`);
  }
}
