/** One step for the engine: an id for logs and goldens, its text, and the values of `$1`, `$2`, … */
export interface Statement {
  readonly id: string;
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

type SqlValue = string | number | bigint | boolean;

/** Collects values while a text is composed: each call gives the placeholder for one value. */
export interface Parameters {
  readonly values: readonly SqlValue[];
  readonly add: (value: SqlValue) => string;
}

function openParameters(): Parameters {
  const values: SqlValue[] = [];
  return {
    values,
    add: (value) => {
      values.push(value);
      return `$${values.length}`;
    },
  };
}

/** Composes one statement; `compose` asks for a placeholder for every value. */
export function statement(id: string, compose: (add: Parameters['add']) => string): Statement {
  const parameters = openParameters();
  const sql = compose(parameters.add);
  return { id, sql, params: parameters.values };
}
