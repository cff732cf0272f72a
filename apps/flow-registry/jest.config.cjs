// The longest wait that a test expects is 5 s (a vault that hangs); the rest is room for a busy machine.
module.exports = { ...require('../../jest.preset.cjs'), rootDir: 'src' };
