// What the public contract must not say. The plants are parts of one schema, as the features' files are.
const described = (text) =>
  text.replace(/^(\s*)(?=(?:type|enum|input|scalar|\w+(?:\(|:| @|$)))/gm, '$1"""\n$1Said.\n$1"""\n$1');

const plants = [
  [
    'require-description',
    'a field that nobody explains',
    'type PlantedA {\n  """\n  Said.\n  """\n  a: Int\n  b: Int\n}',
    'PlantedA',
  ],
  ['description-style', 'a description in one line', '"Said."\nscalar PlantedB', 'PlantedB'],
  [
    'no-hashtag-description',
    'a comment in place of a description',
    '# Said, but not to callers.\ntype PlantedC {\n  """\n  Said.\n  """\n  a: Int\n}',
    'PlantedC',
  ],
  ['naming-convention', 'a field in snake case', described('type PlantedD {\n  some_field: Int\n}'), 'PlantedD'],
  ['naming-convention', 'an enum value in lower case', described('enum PlantedE {\n  lower\n}'), 'PlantedE'],
  [
    'relay-connection-types',
    'a connection without pages',
    described('type PlantedFConnection {\n  nodes: [Int!]!\n}'),
    'PlantedFConnection',
  ],
  [
    'relay-arguments',
    'a list whose pages cannot be turned',
    described('type PlantedG {\n  list: PlantedConnection\n}'),
    'PlantedG',
  ],
  [
    'require-deprecation-reason',
    'a field that ends without a reason',
    described('type PlantedH {\n  old: Int @deprecated\n}'),
    'PlantedH',
  ],
  [
    'require-deprecation-date',
    'a field that ends without a date',
    described('type PlantedI {\n  old: Int @deprecated(reason: "there is a better one")\n}'),
    'PlantedI',
  ],
  ['no-unreachable-types', 'a type that nothing answers', described('type PlantedJ {\n  a: Int\n}')],
  [
    'unique-enum-value-names',
    'a value that stands twice, letter case aside',
    described('enum PlantedK {\n  ONE\n  One\n}'),
    'PlantedK',
  ],
].map(([rule, title, text, reachable]) => ({ rule, title, text, reachable }));

const mutations = [
  [
    'input-name',
    'a change whose argument is not its input',
    described('type Mutation {\n  plantedL(what: Int): PlantedPayload\n}'),
  ],
  [
    'no-scalar-result-type-on-mutation',
    'a change that answers a bare value',
    described('type Mutation {\n  plantedM(input: PlantedMInput): Boolean\n}\ninput PlantedMInput {\n  a: Int\n}'),
  ],
].map(([rule, title, text]) => ({ rule, title, text }));

const folder = 'apps/flow-registry/src/planted';

export const refusedContract = [...plants, ...mutations].map(({ rule, title, text }, index) => ({
  rule: `@graphql-eslint/${rule}`,
  title,
  file: `${folder}/contract-${index}.graphql`,
  text: `${text}\n`,
}));

const paged = (type) => (type.endsWith('Connection') ? '(\n    first: Int\n    after: String\n  )' : '');
const answers = plants.flatMap(({ reachable }) => (reachable === undefined ? [] : [reachable]));

/** The schema that the plants stand in: it answers all of them but the unreachable one. */
export const acceptedContract = {
  [`${folder}/contract.graphql`]: `${described(`type Query {
${answers.map((type, index) => `  planted${String.fromCharCode(97 + index)}x${paged(type)}: ${type}`).join('\n')}
  plantedList${paged('PlantedConnection')}: PlantedConnection
}
type PlantedPayload {
  a: Int
}
type PlantedConnection {
  edges: [PlantedEdge!]!
  pageInfo: PageInfo!
}
type PlantedEdge {
  cursor: String!
  node: Int!
}
type PageInfo {
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  startCursor: String
  endCursor: String
}`)}\n`,
};
