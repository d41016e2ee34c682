/** What the tests of this module share. */
package org.asyncio4j.io.support;
