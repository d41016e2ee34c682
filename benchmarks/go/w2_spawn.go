package main

import "sync"

// Goroutines that do nothing but leave a result.
func w2Spawn(tasks, times, level int) int {
	sum := 0
	for i := 0; i < times; i++ {
		sum += spawn(tasks)
	}
	return sum
}

func spawn(tasks int) int {
	results := make([]int, tasks)
	var group sync.WaitGroup
	group.Add(tasks)
	for i := range results {
		place := i
		go func() {
			results[place] = 1
			group.Done()
		}()
	}
	group.Wait()
	sum := 0
	for _, each := range results {
		sum += each
	}
	return sum
}
