// What kafkajs does to calls when it is asked plainly. Looked for wherever it is imported.

/** Members of options that must be written down as `false`, and what happens otherwise. */
const mustBeFalse = {
  idempotent: 'reuses a number after an error, and the broker drops the record that it then acknowledges',
  autoCommit: 'commits what was not kept yet',
  eachBatchAutoResolve: 'skips the rest of a batch that was left in the middle',
  allowAutoTopicCreation: 'makes a topic out of a slip of the pen',
};
const required = {
  producer: ['idempotent', 'allowAutoTopicCreation'],
  consumer: ['allowAutoTopicCreation'],
  run: ['autoCommit', 'eachBatchAutoResolve'],
};

const nameOf = ({ type, key }) => (type === 'Property' ? (key.name ?? key.value) : undefined);

/** Whether a call of `run` is that of a consumer which takes batches. */
const concerns = (method, names) => method !== 'run' || names.includes('eachBatch');

export const noKafkaTraps = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      mustBeFalse: '{{name}} must be false: else the client of Kafka {{what}}.',
      commit: 'Commit through the batch, with offsets: this does nothing once the consumer stops, and says nothing.',
      transaction: 'No transactions of kafkajs: it does not know all answers of the coordinator.',
    },
  },
  create(context) {
    const imports = context.sourceCode.ast.body.some(({ source }) => source?.value === 'kafkajs');
    if (!imports) return {};
    return {
      Property(node) {
        const name = nameOf(node);
        if (name === 'transactionalId') context.report({ node, messageId: 'transaction' });
        if (!Object.hasOwn(mustBeFalse, name) || node.parent.type !== 'ObjectExpression') return;
        if (node.value.value !== false)
          context.report({ node, messageId: 'mustBeFalse', data: { name, what: mustBeFalse[name] } });
      },
      'CallExpression[callee.property.type="Identifier"]'(node) {
        const method = node.callee.property.name;
        if (method === 'commitOffsets') context.report({ node, messageId: 'commit' });
        if (!Object.hasOwn(required, method)) return;
        const [options] = node.arguments;
        if (options !== undefined && options.type !== 'ObjectExpression') return;
        const names = options?.properties.map(nameOf) ?? [];
        for (const name of concerns(method, names) ? required[method] : [])
          if (!names.includes(name))
            context.report({ node, messageId: 'mustBeFalse', data: { name, what: mustBeFalse[name] } });
      },
    };
  },
};
