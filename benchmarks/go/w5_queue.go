package main

// A producer and a consumer at a buffered channel.
func w5Queue(tasks, times, level int) int {
	channel := make(chan int, level)
	go func() {
		for i := 0; i < times; i++ {
			channel <- 1
		}
	}()
	sum := 0
	for i := 0; i < times; i++ {
		sum += <-channel
	}
	return sum
}
