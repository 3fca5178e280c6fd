"""What is stored of duty. Values in, values out; never commits."""

from bot.duty.repository.rotas import DutyPlans, Rotas
from bot.duty.repository.shifts import Shifts

__all__ = ["DutyPlans", "Rotas", "Shifts"]
