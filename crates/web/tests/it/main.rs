//! The site as browsers and programs meet it (网站测试): a real county in a temporary database behind the real router,
//! asked over HTTP. Answers are judged by status, headers and parsed markup.

mod accept_form;
mod access;
mod again;
mod api_document;
mod applications;
mod archive;
mod archive_papers;
mod browse;
mod browser;
mod calendar;
mod cases;
mod cases_acts_api;
mod cases_api;
mod catalogue;
mod certificates;
mod chains;
mod county;
mod course;
mod delegates;
mod desk;
mod drafting;
mod evaluation;
mod followup;
mod forms;
mod gaps;
mod indicators;
mod keys;
mod leads;
#[path = "../pages/markup.rs"]
#[expect(dead_code, reason = "shared with the page checks, which read more of it")]
mod markup;
mod matters;
mod matters_api;
mod nulls;
mod oversight;
mod own;
mod people;
mod publication;
mod quality;
mod questionnaires;
mod rectification;
mod reports;
mod residency;
mod reviews;
#[path = "../pages/rules.rs"]
mod rules;
mod sitting;
mod standings;
mod station_work;
mod stations;
mod statistics;
mod subscriptions;
mod takeover;
