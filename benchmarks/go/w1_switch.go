package main

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Goroutines that yield again and again.
func w1Switch(tasks, times, level int) int {
	var done int64
	var group sync.WaitGroup
	group.Add(tasks)
	for i := 0; i < tasks; i++ {
		go func() {
			for j := 0; j < times; j++ {
				runtime.Gosched()
			}
			atomic.AddInt64(&done, int64(times))
			group.Done()
		}()
	}
	group.Wait()
	return int(done)
}
