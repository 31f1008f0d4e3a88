// Loaded before a server that listens on every address: on this machine alone.
const net = require('node:net');
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (where, ...more) {
  return typeof where === 'number' && typeof more[0] !== 'string'
    ? listen.call(this, where, '127.0.0.1', ...more)
    : typeof where === 'object' && where.host === undefined && where.port !== undefined
      ? listen.call(this, { ...where, host: '127.0.0.1' }, ...more)
      : listen.call(this, where, ...more);
};
