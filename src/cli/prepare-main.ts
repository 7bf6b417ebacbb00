#!/usr/bin/env node
console.log('tilrette', process.argv.slice(2));
