/**
 * The event loop as a user sees it: {@link org.asyncio4j.loop.EventLoop}, its handles, its options,
 * and the two seams {@link org.asyncio4j.loop.Clock} and {@link org.asyncio4j.loop.Poller}. Imports
 * {@code contextvar} and {@code error}; only {@code EventLoop} and {@code TaskFactory} name types
 * of {@code future} and {@code task}, in their signatures, since in asyncio a loop makes futures
 * and tasks. Read {@code EventLoop} first.
 */
@NullMarked
package org.asyncio4j.loop;

import org.jspecify.annotations.NullMarked;
