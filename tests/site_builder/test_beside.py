"""A second process: it saves time, and never changes what comes out."""

import multiprocessing
import os

import pytest

from site_builder.beside import beside


def test_a_job_is_done_in_a_copy_of_the_process():
    """Its result comes back."""
    with beside(lambda wanted: (wanted(), os.getpid())[1], copied=True) as job:
        done_by = job.result()

    assert (done_by == os.getpid(), job.came) == (False, True)


def test_without_a_copy_the_job_is_done_here():
    """When its result is asked for."""
    with beside(lambda wanted: (wanted(), os.getpid())[1], copied=False) as job:
        done_by = job.result()

    assert (done_by, job.came) == (os.getpid(), False)


def test_a_copy_that_dies_costs_its_time_only():
    """The job is done here then."""
    here = os.getpid()

    def job(wanted):
        wanted()
        if os.getpid() != here:
            os._exit(9)
        return "done"

    with beside(job, copied=True) as at_work:
        made = at_work.result()

    assert (made, at_work.came) == ("done", False)


def test_what_is_wrong_with_a_job_is_raised_here():
    """Not in a process of which nobody hears."""

    def job(wanted):
        wanted()
        raise KeyError("a template")

    with beside(job, copied=True) as at_work, pytest.raises(KeyError, match="a template"):
        at_work.result()


def test_an_interrupted_block_leaves_no_process():
    """Whoever stops a build stops both processes."""

    def endless(wanted):
        while True:
            wanted()

    def interrupted():
        with beside(endless, copied=True):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert not multiprocessing.active_children()
