// A browser's page for unit tests, with what happy-dom leaves out and every browser has.
const { default: HappyDomEnvironment } = require('@happy-dom/jest-environment');

module.exports = class PageEnvironment extends HappyDomEnvironment {
  async setup() {
    await super.setup();
    this.global.structuredClone ??= structuredClone;
  }
};
