//! `image-processing`: filters, thresholds and morphology, which `imjoy_arrays` does.

use super::arrays::Made;
use crate::bindings::imjoy::plugin::image_processing as wit;
use crate::bindings::imjoy::plugin::types::Error;
use crate::plugin::computing::Extent;
use crate::plugin::store::StoreState;
use imjoy_arrays::image::{self, BinaryMorphology, Boundary, NeighbourhoodFilter};
use imjoy_arrays::{Array, Computation};
use wasmtime::component::Resource;

impl wit::Host for StoreState {
    async fn gaussian_filter(&mut self, image: Resource<Array>, sigma: Vec<f64>, boundary: wit::Boundary) -> Made {
        let (image, boundary) = (self.array(&image)?, boundary.into());
        self.make(Extent::LONG, move |computation| image::gaussian_filter(computation, &image, &sigma, boundary)).await
    }

    async fn filter(
        &mut self,
        image: Resource<Array>,
        filter: wit::NeighbourhoodFilter,
        size: Vec<u32>,
        boundary: wit::Boundary,
    ) -> Made {
        let (image, filter, boundary) = (self.array(&image)?, filter.into(), boundary.into());
        self.make(Extent::LONG, move |computation| image::filter(computation, &image, filter, &size, boundary)).await
    }

    async fn convolve(&mut self, image: Resource<Array>, kernel: Resource<Array>, boundary: wit::Boundary) -> Made {
        let (image, kernel, boundary) = (self.array(&image)?, self.array(&kernel)?, boundary.into());
        self.make(Extent::LONG, move |computation| image::convolve(computation, &image, &kernel, boundary)).await
    }

    async fn threshold_otsu(&mut self, image: Resource<Array>) -> wasmtime::Result<Result<f64, Error>> {
        let image = self.array(&image)?;
        let threshold =
            self.compute(Extent::LONG, move |computation| image::threshold_otsu(computation, &image)).await?;
        Ok(threshold.map_err(Error::from))
    }

    async fn label(
        &mut self,
        image: Resource<Array>,
        connectivity: u32,
    ) -> wasmtime::Result<Result<wit::Labelled, Error>> {
        let image = self.array(&image)?;
        let operation = move |computation: &Computation| image::label(computation, &image, connectivity);
        Ok(match self.compute(Extent::LONG, operation).await? {
            Ok(labelled) => Ok(wit::Labelled { labels: self.table.push(labelled.labels)?, count: labelled.count }),
            Err(error) => Err(error.into()),
        })
    }

    async fn measure_regions(
        &mut self,
        labels: Resource<Array>,
        intensity: Option<Resource<Array>>,
    ) -> wasmtime::Result<Result<wit::RegionProperties, Error>> {
        let (labels, intensity) = (self.array(&labels)?, self.optional_array(intensity)?);
        let operation =
            move |computation: &Computation| image::measure_regions(computation, &labels, intensity.as_ref());
        Ok(match self.compute(Extent::LONG, operation).await? {
            Ok(regions) => Ok(wit::RegionProperties {
                labels: self.table.push(regions.labels)?,
                areas: self.table.push(regions.areas)?,
                centroids: self.table.push(regions.centroids)?,
                lower_bounds: self.table.push(regions.lower_bounds)?,
                upper_bounds: self.table.push(regions.upper_bounds)?,
                intensities: regions.intensities.map(|array| self.table.push(array)).transpose()?,
            }),
            Err(error) => Err(error.into()),
        })
    }

    async fn morphology(
        &mut self,
        image: Resource<Array>,
        operation: wit::BinaryMorphology,
        structuring_element: Option<Resource<Array>>,
        iterations: u32,
    ) -> Made {
        let (image, element) = (self.array(&image)?, self.optional_array(structuring_element)?);
        let operation = operation.into();
        self.make(Extent::LONG, move |computation| {
            image::morphology(computation, &image, operation, element.as_ref(), iterations)
        })
        .await
    }

    async fn distance_transform(&mut self, image: Resource<Array>, spacing: Vec<f64>) -> Made {
        let image = self.array(&image)?;
        self.make(Extent::LONG, move |computation| image::distance_transform(computation, &image, &spacing)).await
    }
}

impl From<wit::Boundary> for Boundary {
    fn from(boundary: wit::Boundary) -> Self {
        match boundary {
            wit::Boundary::Reflect => Self::Reflect,
            wit::Boundary::Mirror => Self::Mirror,
            wit::Boundary::Nearest => Self::Nearest,
            wit::Boundary::Wrap => Self::Wrap,
            wit::Boundary::Constant(value) => Self::Constant(value),
        }
    }
}

impl From<wit::NeighbourhoodFilter> for NeighbourhoodFilter {
    fn from(filter: wit::NeighbourhoodFilter) -> Self {
        match filter {
            wit::NeighbourhoodFilter::Mean => Self::Mean,
            wit::NeighbourhoodFilter::Median => Self::Median,
            wit::NeighbourhoodFilter::Minimum => Self::Minimum,
            wit::NeighbourhoodFilter::Maximum => Self::Maximum,
        }
    }
}

impl From<wit::BinaryMorphology> for BinaryMorphology {
    fn from(operation: wit::BinaryMorphology) -> Self {
        match operation {
            wit::BinaryMorphology::Erosion => Self::Erosion,
            wit::BinaryMorphology::Dilation => Self::Dilation,
            wit::BinaryMorphology::Opening => Self::Opening,
            wit::BinaryMorphology::Closing => Self::Closing,
            wit::BinaryMorphology::FillHoles => Self::FillHoles,
        }
    }
}
