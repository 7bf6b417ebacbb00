import type { Engine } from '../../src/engine/engine.ts';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import type { Statement } from '../../src/sql/statement.ts';

/** Keeps every statement that runs; a text that DuckDB rejects fails the test with the text. */
export function recording(engine: Engine, ran: Statement[]): Engine {
  const told = async <T>(statement: Statement, work: () => Promise<T>): Promise<T> => {
    ran.push(statement);
    return work().catch((error: unknown) => {
      if (!(error instanceof PipelineError) || error.stage !== 'sql') throw error;
      throw new Error(`rejected ${statement.id}:\n${statement.sql}`);
    });
  };
  return {
    ...engine,
    run: (statement) => told(statement, () => engine.run(statement)),
    read: (statement, row) => told(statement, () => engine.read(statement, row)),
  };
}
