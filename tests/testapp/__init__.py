"""The smallest page types that can be published: for the tests of cms.publishing."""
