//! Which groups of few are not shown beside a total (隐匿): first those below a number, then so many more that none of the
//! hidden ones can be worked out from the total and the rest (complementary suppression, 补充隐匿).
//!
//! Deliberately not here: which numbers of a group are shown. A hidden group is hidden whole: its share, its counts and
//! every count that adds up to a total on the same page.

/// Whether each group is hidden, `numbers` being its answers. Groups of no answers are hidden with the few: that somebody
/// is missing tells as well. Two or more are hidden, and they hold at least `below` answers together, or else all are.
#[must_use]
pub fn suppressed(numbers: &[u32], below: u32) -> Vec<bool> {
    let mut hidden: Vec<bool> = numbers.iter().map(|n| *n < below).collect();
    // Groups without any answer protect nobody: the few are protected by others that have some.
    let is_safe = |hidden: &[bool]| {
        let kept = || numbers.iter().zip(hidden).filter(|(n, is_hidden)| **is_hidden && **n > 0).map(|(n, _)| *n);
        let sum: u64 = kept().map(u64::from).sum();
        sum == 0 || (kept().count() > 1 && sum >= u64::from(below))
    };
    while !is_safe(&hidden) {
        // The smallest that is still shown; of equal ones the first, so that the choice is the same at every look.
        let next = (0..numbers.len()).filter(|at| !hidden[*at]).min_by_key(|at| (numbers[*at], *at));
        match next {
            Some(at) => hidden[at] = true,
            None => break,
        }
    }
    hidden
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_hidden_alone_takes_the_next_smallest_along() {
        assert_eq!(suppressed(&[20, 3, 9, 40], 5), [false, true, true, false]);
        assert_eq!(suppressed(&[20, 30], 5), [false, false]);
        // A group of none lets 3 be worked out as the rest: it protects nobody.
        assert_eq!(suppressed(&[20, 3, 0, 9], 5), [false, true, true, true]);
        assert_eq!(suppressed(&[20, 0, 9], 5), [false, true, false]);
        // Together below the number: one more.
        assert_eq!(suppressed(&[1, 2, 8, 30], 5), [true, true, true, false]);
        assert_eq!(suppressed(&[2, 3, 8, 30], 5), [true, true, false, false]);
        assert_eq!(suppressed(&[3], 5), [true]);
        assert!(suppressed(&[], 5).is_empty());
    }

    proptest! {
        /// From the total less all that is shown nobody can work out a group of few: the rest is none, or two groups at
        /// least with the number together, or everything.
        #[test]
        fn nothing_hidden_can_be_worked_out(numbers in prop::collection::vec(0_u32..30, 0..12), below in 0_u32..12) {
            let hidden = suppressed(&numbers, below);
            prop_assert_eq!(hidden.len(), numbers.len());
            for (n, is_hidden) in numbers.iter().zip(&hidden) {
                prop_assert!(*n >= below || *is_hidden);
            }
            let rest: Vec<u32> = numbers.iter().zip(&hidden).filter(|(_, h)| **h).map(|(n, _)| *n).collect();
            let some = rest.iter().filter(|n| **n > 0).count();
            let all_hidden = rest.len() == numbers.len();
            prop_assert!(some == 0 || all_hidden || (some > 1 && rest.iter().sum::<u32>() >= below));
            // No more than needed: without the largest that was taken along, it would not be safe.
            let along: Vec<u32> = rest.iter().copied().filter(|n| *n >= below).collect();
            if let Some(most) = along.iter().max() {
                let sum = rest.iter().sum::<u32>() - most;
                prop_assert!(some - 1 < 2 || sum < below);
            }
        }
    }
}
