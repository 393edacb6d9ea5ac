/* Each writes the next one: the text waits for all of them. */
part += 1;
if (part < 32) document.write('<script src="module.js?part=' + part + '"><\/script>');
